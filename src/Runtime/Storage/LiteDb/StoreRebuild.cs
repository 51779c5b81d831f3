using System.Globalization;
using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <param name="Report">What the new store holds.</param>
/// <param name="Lost">What could not be read in the old one, one sentence each.</param>
/// <param name="Before">Bytes of the old files.</param>
/// <param name="After">Bytes of the new ones.</param>
public sealed record RebuildReport(StoreReport Report, IReadOnlyList<string> Lost, long Before, long After);

/// <summary>
/// Copies every document that can be read and still counts into a new store, which takes the place of the old: it gives room back, and saves what
/// can be saved of a damaged one. The old files stay beside the new.
/// </summary>
public sealed class StoreRebuild
{
    private const int DocumentsEach = 256;

    private static readonly string[] Copied =
        [Documents.Total, Documents.Cron, Documents.Pause, Documents.Rate, Documents.Trace, Documents.Source];

    private readonly CommittedPages _pages;
    private readonly JournalPages _journal;
    private readonly Database _target;
    private readonly string _path;
    private readonly BsonDocument _collections;
    private readonly List<string> _lost = [];
    private readonly List<BsonDocument> _parts = [];
    private int _slots;

    private StoreRebuild(CommittedPages pages, JournalPages journal, Database target, string path)
    {
        (_pages, _journal, _target, _path) = (pages, journal, target, path);
        var header = new byte[LogFormat.PageSize];
        pages.Require(0, header);
        _collections = JournalPage.CollectionsOf(header);
    }

    /// <param name="directory">The folder of a store that nobody holds.</param>
    /// <exception cref="StoreException">Nothing was changed: the store is held, or so damaged that nothing can be saved, or there is no room.</exception>
    public static RebuildReport Rebuild(string directory, StoreOwner by, CrashPoints? crashes = null)
    {
        var steps = crashes ?? CrashPoints.None;
        try
        {
            using var held = StoreLock.Take(Path.Combine(directory, StoreFolder.LockName), by);
            RebuiltFiles.Install(directory, steps);
            EnsureSpaceForOld(directory);
            var before = Size(directory);
            var (report, lost) = Make(directory, by);
            RebuiltFiles.Commit(directory, steps);
            return new RebuildReport(report, lost, before, Size(directory));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RebuiltFiles.Abandon(directory);
            throw error.ToStoreException(directory);
        }
    }

    private static (StoreReport Report, IReadOnlyList<string> Lost) Make(string directory, StoreOwner by)
    {
        StoreFolder.EnsureBoth(directory);
        try
        {
            var unfinished = RebuiltFiles.Begin(directory);
            var lost = Copy(directory, unfinished);
            var report = StoreExamination.ReadCopy(unfinished, directory, by);
            if (report.Damage.Count > 0)
                throw new StoreException(
                    StoreProblem.Io, $"nothing was changed, because the new store could not be read back: {report.Damage[0]}");
            if (lost.Count > 0 && report.Sources == 0)
                lost.Add(
                    "no version of the canvas is kept any more: until it runs again nobody knows its workers and crons, and the traces show no source");
            return (report, lost);
        }
        catch (StoreException error)
        {
            RebuiltFiles.Abandon(directory);
            throw error.Problem == StoreProblem.Damaged
                ? new StoreException(StoreProblem.Damaged, error.Message.Replace(
                    DataFile.Advice,
                    "a rebuild can't save it: put back all files of the store from a backup",
                    StringComparison.Ordinal), error)
                : error;
        }
    }

    private static List<string> Copy(string directory, string unfinished)
    {
        using var data = DataFile.Open(new DiskFile(Path.Combine(directory, StoreFolder.DataName), FileMode.Open));
        using var log = LogFile.Open(new DiskFile(Path.Combine(directory, StoreFolder.LogName), FileMode.Open), CrashPoints.None);
        var (newData, newLog) = StoreFolder.OpenFiles(unfinished, CrashPoints.None);
        using var target = new Database(newData, newLog, CrashPoints.None, StoreLimits.Default);
        var pages = new CommittedPages(data, log);
        var rebuild = new StoreRebuild(pages, new JournalPages(pages, log), target, data.Path);
        rebuild.CopyAll();
        target.Checkpoint();
        return rebuild._lost;
    }

    private void CopyAll()
    {
        var meta = ReadMeta();
        _target.Commit(meta.Write);
        CopyJournal(meta.Low);
        foreach (var collection in Copied)
            CopyDocuments(collection);
        foreach (var kept in Found(Documents.Quarantine))
        {
            if (kept is { IsSound: true })
                _lost.Add(new RecordReader(kept.Bytes.Span, new StringPool()).Text());
        }
    }

    private Meta ReadMeta() => Found(Documents.Meta).FirstOrDefault(m => m is { IsSound: true }) is { } stored
        ? Meta.Read(stored, _path)
        : throw DataFile.Damaged(_path, "where its journal begins can't be read, and what is behind that can't be told from what is done");

    private void CopyJournal(long low)
    {
        var load = new JournalLoad(_journal, low);
        load.Find();
        for (var sequence = low; sequence <= load.Newest; sequence++)
        {
            if (load.Read(sequence) is { } batch)
            {
                AddBatch(sequence, _journal.Read(sequence, batch.Slots));
                continue;
            }

            _lost.Add(Quarantine.Sentence(sequence, load.Bad[sequence]));
            // A commit in its place that says nothing: a number that is missing would be damage.
            AddBatch(sequence, new byte[sizeof(long)]);
        }

        WriteParts();
        _lost.AddRange(
            load.BadParts.Select(part => string.Create(CultureInfo.InvariantCulture, $"part {part.Slot} of the journal can't be read")));
        _lost.AddRange(load.DamagedPages.Select(page => string.Create(
            CultureInfo.InvariantCulture, $"page {page} of {StoreFolder.DataName} is not what was written there: what it held is lost")));
    }

    private void AddBatch(long sequence, ReadOnlySpan<byte> content)
    {
        var count = JournalPart.CountFor(content.Length);
        for (var number = 0; number < count; number++)
        {
            var bytes = new byte[JournalPart.Bytes];
            JournalPart.Write(bytes, sequence, number, count, content[(number * JournalPart.Capacity)..Math.Min(
                content.Length, (number + 1) * JournalPart.Capacity)]);
            _parts.Add(new BsonDocument { ["_id"] = _slots++, ["b"] = bytes });
        }

        if (_parts.Count >= DocumentsEach)
            WriteParts();
    }

    private void WriteParts()
    {
        if (_parts.Count > 0)
            _target.Commit(engine => engine.Insert(Documents.Journal, _parts, BsonAutoId.Int32));
        _parts.Clear();
    }

    private void CopyDocuments(string collection)
    {
        foreach (var portion in Found(collection).Chunk(DocumentsEach))
        {
            var sound = portion.OfType<Stored>().Where(stored => stored.IsSound).ToList();
            if (sound.Count < portion.Length)
                _lost.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{portion.Length - sound.Count} documents of {collection} can't be read"));
            if (sound.Count == 0)
                continue;
            _target.Commit(engine =>
            {
                foreach (var stored in sound)
                    engine.Put(collection, stored.Id, stored.Bytes.Span);
            });
        }
    }

    private IEnumerable<Stored?> Found(string collection) =>
        _collections.TryGetValue(collection, out var number) ? new DocumentPages(_pages).Of(number.AsInt32) : [];

    private static void EnsureSpaceForOld(string directory)
    {
        foreach (var name in new[] { StoreFolder.DataName, StoreFolder.LogName })
        {
            var old = Path.Combine(directory, name + RebuiltFiles.Before);
            if (File.Exists(old))
                throw new StoreException(
                    StoreProblem.Io, $"{old} is there from an earlier rebuild, and would be overwritten: remove it, or move it away");
        }
    }

    private static long Size(string directory) =>
        new[] { StoreFolder.DataName, StoreFolder.LogName }.Sum(
            name => new FileInfo(Path.Combine(directory, name)) is { Exists: true } file ? file.Length : 0);
}
