using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What an examination of a store found. A store without damage is sound.</summary>
/// <param name="Readable">False when the store can't be opened at all: then the counts are zero.</param>
public sealed record StoreReport(
    bool Readable, long Messages, long Dead, int Crons, int OnceKeys, int Traces, int Sources, IReadOnlyList<string> Damage);

/// <summary>Reads everything in a store that no process holds. It opens a copy as a start would, because opening repairs a store.</summary>
public static class StoreExamination
{
    /// <param name="directory">The folder of the store.</param>
    /// <param name="scratch">An empty folder with room for a copy of the files.</param>
    /// <exception cref="StoreException">Another process holds the store, or the files can't be copied.</exception>
    public static StoreReport Examine(string directory, string scratch, StoreOwner by)
    {
        try
        {
            StoreBackup.CopyClosed(directory, scratch, by);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error.ToStoreException(directory);
        }
        return ReadCopy(scratch, directory, by);
    }

    /// <param name="copy">A folder with a copy of the files.</param>
    /// <param name="directory">The folder of the store, for messages.</param>
    internal static StoreReport ReadCopy(string copy, string directory, StoreOwner by)
    {
        try
        {
            using var store = LiteDbStore.Open(copy, by);
            return Read(store);
        }
        catch (StoreException error) when (error.Problem == StoreProblem.Damaged)
        {
            return new StoreReport(Readable: false, 0, 0, 0, 0, 0, 0, [error.Message.Replace(copy, directory, StringComparison.Ordinal)]);
        }
    }

    private static StoreReport Read(LiteDbStore store)
    {
        var contents = store.Load();
        var damage = contents.Damage.ToList();
        var messages = contents.Messages.Count + contents.Spilled.Sum(spilled => ExamineSpilled(store, spilled, damage));
        foreach (var header in contents.Traces)
            Check($"trace {header.Id} of {header.Handler}", () => store.ReadTrace(header.Id), damage);
        foreach (var version in contents.SourceVersions)
            Check($"version {version} of the canvas", () => store.ReadSource(version), damage);
        foreach (var page in contents.History)
            Check($"page {page.Number} of the history", () => store.ReadHistory(page), damage);
        var dead = contents.Messages.Count(message => message.State == MessageState.Dead);
        var (traces, sources) = (contents.Traces.Count, contents.SourceVersions.Count);
        return new StoreReport(true, messages, dead, contents.Crons.Count, contents.OnceKeys.Count, traces, sources, damage);
    }

    private static long ExamineSpilled(LiteDbStore store, SpilledQueue spilled, List<string> damage)
    {
        var found = 0L;
        try
        {
            for (SpilledPage? page = null; (page = store.ReadSpilled(spilled.Handler, page)) is not null;)
                found += page.Messages.Count;
        }
        catch (StoreException error)
        {
            damage.Add($"{spilled.Count - found} waiting messages of {spilled.Handler} can't be read: {error.Message}");
        }
        return spilled.Count;
    }

    private static void Check(string what, Func<object?> read, List<string> damage)
    {
        try
        {
            if (read() is null)
                damage.Add($"{what} can't be read");
        }
        catch (StoreException error)
        {
            damage.Add($"{what} can't be read: {error.Message}");
        }
    }
}
