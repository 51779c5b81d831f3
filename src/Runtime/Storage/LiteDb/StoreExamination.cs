using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What an examination of a store found. Sound when there is no damage.</summary>
/// <param name="Readable">False when the store can't be opened at all; the counts are zero then.</param>
public sealed record StoreReport(
    bool Readable, long Messages, long Dead, int Crons, int OnceKeys, int Traces, int Sources, IReadOnlyList<string> Damage);

/// <summary>
/// Reads everything in a store that nobody holds, and changes nothing: it is a copy of the files that is opened, in the same way as a start
/// would open them, because opening repairs and tidies up.
/// </summary>
public static class StoreExamination
{
    /// <param name="directory">The folder of the store.</param>
    /// <param name="scratch">An empty folder with room for a copy of the files.</param>
    /// <exception cref="StoreException">Another process holds the store, or the files can't be copied.</exception>
    public static StoreReport Examine(string directory, string scratch, StoreOwner by)
    {
        try
        {
            StoreBackup.CopyAtRest(directory, scratch, by);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error.ToStoreException(directory);
        }

        return ReadCopy(scratch, directory, by);
    }

    /// <param name="copy">A folder with files that nobody else uses.</param>
    /// <param name="directory">What they are a copy of, for messages.</param>
    internal static StoreReport ReadCopy(string copy, string directory, StoreOwner by)
    {
        try
        {
            using var store = LiteDbStore.Open(copy, by);
            return Read(store);
        }
        catch (StoreException error) when (error.Problem == StoreProblem.Damaged)
        {
            // What is wrong with the copy is wrong with the store.
            return new StoreReport(Readable: false, 0, 0, 0, 0, 0, 0, [error.Message.Replace(copy, directory, StringComparison.Ordinal)]);
        }
    }

    private static StoreReport Read(LiteDbStore store)
    {
        var contents = store.Load();
        var damage = contents.Damage.ToList();
        var messages = contents.Messages.Count + contents.Spilled.Sum(spilled => ExamineSpilled(store, spilled, damage));
        foreach (var header in contents.Traces)
            Look($"trace {header.Id} of {header.Handler}", () => store.ReadTrace(header.Id), damage);
        foreach (var version in contents.SourceVersions)
            Look($"version {version} of the canvas", () => store.ReadSource(version), damage);
        var dead = contents.Messages.Count(message => message.State == MessageState.Dead);
        return new StoreReport(
            true,
            messages,
            dead,
            contents.Crons.Count,
            contents.OnceKeys.Count,
            contents.Traces.Count,
            contents.SourceVersions.Count,
            damage);
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

    private static void Look(string what, Func<object?> read, List<string> damage)
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
