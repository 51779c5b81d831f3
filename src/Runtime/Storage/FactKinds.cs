using System.Diagnostics;
using System.IO.Hashing;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>All kinds of facts. The names of the collections are part of the format.</summary>
internal static class FactKinds
{
    public static FactKind Cron { get; } = new("cron", "the state of a cron is lost, and the cron starts as a new one", CronUpdated.Read);

    public static FactKind Pause { get; } = new("pause", "a pause is lost, and its handler runs", HandlerPaused.Read);

    public static FactKind Limiter { get; } =
        new("rate", "the last starts of a handler are lost, and its rate limit begins anew", LimiterSaved.Read);

    public static FactKind AlertCheckpoint { get; } =
        new("alert", "how far an alert has reported is lost, and it reports only what happens from now on", AlertCheckpointSaved.Read);

    public static FactKind Option { get; } =
        new("option", "an option that was set by hand is lost, and the value of the file applies", OptionSet.Read);

    public static FactKind Trace { get; } = new("trace", "a trace is lost", TraceRecorded.ReadHeader, IsOrdered: true);

    public static FactKind Source { get; } =
        new("source", "the texts of a version are lost, and its traces can't show the source", SourceStored.ReadVersion, IsOrdered: true);

    public static FactKind ChanceSecret { get; } = new(
        "chance", "the secret of random values is lost, and a message that resumes draws others", ChanceSecretStored.Read);

    public static FactKind History { get; } =
        new("history", "a part of the history is lost: what became of some messages", HistoryStored.Read, IsOrdered: true);

    public static IReadOnlyList<FactKind> All { get; } =
        [Cron, Pause, Limiter, Trace, Source, AlertCheckpoint, ChanceSecret, History, Option];
}

/// <param name="Collection">The collection that holds a document for each fact.</param>
/// <param name="Loss">What a damaged document means to the user: what it was, and what happens without it.</param>
/// <param name="Read">Reads what stays in memory of a fact.</param>
/// <param name="IsOrdered">Whether lists show the facts in the order of their storing, with which each document begins.</param>
internal sealed record FactKind(string Collection, string Loss, FactReader<object> Read, bool IsOrdered = false)
{
    /// <summary>Returns the key of a fact from what was read of it.</summary>
    public Guid KeyOf(object value) => value switch
    {
        CronState cron => Hash(cron.Name),
        Pause pause => Of(pause.Handler).Key,
        LimiterState limiter => Of(limiter.Handler).Key,
        AlertCheckpoint checkpoint => Of(checkpoint.Alert).Key,
        OptionOverride set => OptionSet.IdOf(set).Key,
        TraceHeader trace => trace.Id,
        HistoryPage page => page.Key,
        string version => Hash(version),
        Storage.ChanceSecret => Hash(""),
        _ => throw new UnreachableException(),
    };

    public FactId Of(Guid key) => new(this, key);

    public FactId Of(string name) => new(this, Hash(name));

    public FactId Of(HandlerId handler) => Of(handler.ToString());

    /// <summary>Documents are found by hashes of names: LiteDB compares texts by a culture and limits their length.</summary>
    public static Guid Hash(string name) => new(XxHash128.Hash(Encoding.UTF8.GetBytes(name)));
}

internal readonly record struct FactId(FactKind Kind, Guid Key);

internal delegate T FactReader<out T>(ref RecordReader reader);
