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

    /// <summary>
    /// When it is unknown where the journal begins, a longer row of missing commits is taken for commits that were released long ago.
    /// </summary>
    private const int LongestGap = 1_000;

    private readonly RebuildSource _source;
    private readonly Database _target;
    private readonly BsonDocument _collections;
    private readonly List<string> _lost;
    private readonly List<BsonDocument> _parts = [];
    private int _slots;
    private int _documents;

    private StoreRebuild(RebuildSource source, Database target)
    {
        (_source, _target) = (source, target);
        _lost = [.. source.Lost];
        _collections = JournalPage.CollectionsOf(source.Header);
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
        using var source = RebuildSource.Open(directory);
        var (newData, newLog) = StoreFolder.OpenFiles(unfinished, CrashPoints.None);
        using var target = new Database(newData, newLog, CrashPoints.None, StoreLimits.Default);
        var rebuild = new StoreRebuild(source, target);
        rebuild.CopyAll();
        target.Checkpoint();
        return rebuild._lost;
    }

    private void CopyAll()
    {
        var known = Found(Documents.Meta).FirstOrDefault(found => found is { IsSound: true });
        var meta = CopyJournal(known is null ? null : Meta.Read(known, _source.DataPath));
        CopyDocuments(Documents.Total, kind: null);
        foreach (var kind in FactKinds.All)
            CopyDocuments(kind.Collection, kind);
        if (known is null && _slots == 0 && _documents == 0)
            throw DataFile.Damaged(_source.DataPath, "nothing in it can be read");
        _target.Commit(meta.Write);
        foreach (var kept in Found(Documents.Quarantine))
        {
            if (kept is { IsSound: true })
                _lost.Add(new RecordReader(kept.Bytes.Span, new StringPool()).Text());
        }
        foreach (var page in _source.Pages.Damaged)
            AddLost($"page {page} of {StoreFolder.DataName} does not hold what was written there: what can't be read of it is lost");
    }

    /// <param name="known">Null when the store does not say where its journal begins.</param>
    private Meta CopyJournal(Meta? known)
    {
        var load = new JournalLoad(_source.Journal, known?.Low ?? 1);
        load.Find();
        var meta = known ?? new Meta(load.OldestInRow(LongestGap), load.Newest);
        for (var sequence = meta.Low; sequence <= load.Newest; sequence++)
        {
            if (load.Read(sequence) is { } batch)
            {
                AddBatch(sequence, _source.Journal.Read(sequence, batch.Slots));
                continue;
            }
            if (known is not null)
                _lost.Add(Quarantine.Describe(sequence, load.Bad[sequence]));
            // An empty commit takes its place, since a missing number would be damage.
            AddBatch(sequence, new byte[sizeof(long)]);
        }
        WriteParts();
        foreach (var (slot, bytes) in load.BadParts)
            AddLost($"part {slot} of the journal can't be read{Quarantine.DescribePart(bytes)}");
        if (known is null)
        {
            AddLost($"where the journal begins is unknown: {load.Bad.Count} of its commits from {meta.Low} to {load.Newest} can't be read");
            AddLost($"which messages were done is known only as far as these commits say it: some may run again");
        }
        return meta;
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

    /// <param name="kind">Null for the totals.</param>
    private void CopyDocuments(string collection, FactKind? kind)
    {
        foreach (var portion in Found(collection).Chunk(DocumentsPerCommit))
        {
            var sound = portion.OfType<StoredDocument>().Select(stored => (Id: IdOf(stored, kind), stored.Bytes))
                .Where(stored => stored.Id is not null).ToList();
            _documents += sound.Count;
            if (sound.Count < portion.Length)
                AddLost($"{portion.Length - sound.Count} documents of the collection {collection} can't be read");
            if (sound.Count == 0)
                continue;
            _target.Commit(engine =>
            {
                foreach (var (id, bytes) in sound)
                    engine.Put(collection, id!, bytes.Span);
            });
        }
    }

    /// <summary>Returns null when the document can't be read.</summary>
    private static BsonValue? IdOf(StoredDocument stored, FactKind? kind)
    {
        if (!stored.IsSound)
            return null;
        if (kind is null)
            return stored.Id.IsInt32 ? stored.Id : null;
        return FactDocuments.KeyOf(kind, stored) is { } key ? new BsonValue(key) : null;
    }

    private IEnumerable<StoredDocument?> Found(string collection) =>
        _collections.TryGetValue(collection, out var number) ? new DocumentPages(_source.Pages).Of(number.AsInt32) : [];

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
