using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <param name="Report">What the new store holds.</param>
/// <param name="Lost">What could not be read in the old store, one sentence each.</param>
/// <param name="Before">The size of the old files in bytes.</param>
/// <param name="After">The size of the new files in bytes.</param>
public sealed record RebuildReport(StoreReport Report, IReadOnlyList<string> Lost, long Before, long After);

/// <summary>
/// Copies every document that is live and can be read into a new store, which replaces the old one. This frees space, and saves what can be
/// saved of a damaged store. The old files are kept beside the new ones.
/// </summary>
public sealed class StoreRebuild
{
    private const int DocumentsPerCommit = 256;
    private const string Advice = "a rebuild can't save it: restore all files of the store from a backup";

    private static readonly string[] Copied = [Documents.Total, .. FactKinds.All.Select(kind => kind.Collection)];

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

    /// <param name="directory">The folder of a store that no process holds.</param>
    /// <exception cref="StoreException">Nothing was changed: the store is held, can't be saved, or there is no room.</exception>
    public static RebuildReport Rebuild(string directory, StoreOwner by, CrashPoints? crashes = null)
    {
        var steps = crashes ?? CrashPoints.None;
        try
        {
            using var held = StoreFolder.Lock(directory, by);
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
                throw new StoreException(StoreProblem.Io, $"nothing was changed, because the new store can't be read: {report.Damage[0]}");
            if (lost.Count > 0 && report.Sources == 0)
                lost.Add("the store has no version of the canvas: its workers are unknown until it runs again, and traces show no source");
            return (report, lost);
        }
        catch (StoreException error)
        {
            RebuiltFiles.Abandon(directory);
            throw error.Problem == StoreProblem.Damaged
                ? new StoreException(StoreProblem.Damaged, error.Message.Replace(DataFile.Advice, Advice, StringComparison.Ordinal), error)
                : error;
        }
    }

    private static List<string> Copy(string directory, string unfinished)
    {
        using var data = DataFile.Open(DiskFile.Open(Path.Combine(directory, StoreFolder.DataName)));
        using var log = LogFile.Open(DiskFile.Open(Path.Combine(directory, StoreFolder.LogName)), CrashPoints.None);
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
        var kept = Found(Documents.Quarantine).OfType<StoredDocument>().Where(stored => stored.IsSound);
        _lost.AddRange(kept.Select(stored => new RecordReader(stored.Bytes.Span, new StringPool()).Text()));
    }

    private Meta ReadMeta() => Found(Documents.Meta).FirstOrDefault(m => m is { IsSound: true }) is { } stored
        ? Meta.Read(stored, _path)
        : throw DataFile.Damaged(_path, "the beginning of its journal is unknown, and so which messages are done");

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
            _lost.Add(Quarantine.Describe(sequence, load.Bad[sequence]));
            // An empty commit takes its place, since a missing number would be damage.
            AddBatch(sequence, new byte[sizeof(long)]);
        }
        WriteParts();
        foreach (var (slot, _) in load.BadParts)
            AddLost($"part {slot} of the journal can't be read");
        foreach (var page in load.DamagedPages)
            AddLost($"page {page} of {StoreFolder.DataName} does not hold what was written there, which is lost");
    }

    private void AddBatch(long sequence, ReadOnlySpan<byte> content)
    {
        var count = JournalPart.CountFor(content.Length);
        for (var number = 0; number < count; number++)
        {
            var bytes = new byte[JournalPart.Bytes];
            JournalPart.Write(bytes, sequence, number, count, content);
            _parts.Add(new BsonDocument { ["_id"] = _slots++, ["b"] = bytes });
        }
        if (_parts.Count >= DocumentsPerCommit)
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
        foreach (var portion in Found(collection).Chunk(DocumentsPerCommit))
        {
            var sound = portion.OfType<StoredDocument>().Where(stored => stored.IsSound).ToList();
            if (sound.Count < portion.Length)
                AddLost($"{portion.Length - sound.Count} documents of the collection {collection} can't be read");
            if (sound.Count == 0)
                continue;
            _target.Commit(engine =>
            {
                foreach (var stored in sound)
                    engine.Put(collection, stored.Id, stored.Bytes.Span);
            });
        }
    }

    private IEnumerable<StoredDocument?> Found(string collection) =>
        _collections.TryGetValue(collection, out var number) ? new DocumentPages(_pages).Of(number.AsInt32) : [];

    private static void EnsureSpaceForOld(string directory)
    {
        foreach (var name in StoreFolder.FileNames)
        {
            var old = Path.Combine(directory, name + RebuiltFiles.OldSuffix);
            if (File.Exists(old))
                throw new StoreException(
                    StoreProblem.Io, $"{old} is left from an earlier rebuild, and would be overwritten: remove it or move it away");
        }
    }

    private void AddLost(FormattableString sentence) => _lost.Add(sentence.ToString(CultureInfo.InvariantCulture));

    private static long Size(string directory) => StoreFolder.FileNames.Sum(
        name => new FileInfo(Path.Combine(directory, name)) is { Exists: true } file ? file.Length : 0);
}
