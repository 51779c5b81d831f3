using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>Makes facts for stores from numbers.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);

    public static Message Message(
        int number, string worker = "mail", int size = 20, int delay = 0, string? onceKey = null, int window = 3600) => new()
        {
            Id = Id(number),
            Handler = HandlerId.Worker(worker),
            Event = Bytes(number, size),
            EmittedAt = Start.AddSeconds(number),
            FirstDue = Start.AddSeconds(number + delay),
            Parent = number % 3 == 0 ? Id(number - 1) : null,
            Hops = number % 5 * 1_000,
            EmittedFrom = number % 2 == 0 ? "orders.dark:14:5" : "dark emit",
            OnceKey = onceKey,
            OnceUntil = onceKey is null ? default : Start.AddSeconds(number + window),
        };

    public static byte[] Bytes(int seed, int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)((seed * 31) + (i * 7));
        return bytes;
    }

    public static Failure Failure(int number) =>
        new("D0505", $"division by zero in {number}", "orders.dark:3:9", number % 2 == 0 ? null : "check the divisor", [
            new("total", "orders.dark:3:9"), new("main", "orders.dark:9:1")]);

    public static DeadLetter Death(int number) => new(Start.AddMinutes(number), Failure(number), Id(number + 100_000));

    public static MessageUpdated Dead(Message message, int number) => new(message, MessageState.Dead, message.FirstDue, 4, Death(number));

    public static Trace Trace(int number, string worker = "mail", int size = 30) => new()
    {
        Id = Id(number + 100_000),
        Handler = HandlerId.Worker(worker),
        Version = "v1",
        Message = Id(number),
        ParentMessage = number % 2 == 0 ? Id(number - 1) : null,
        Attempt = 2,
        Input = number % 3 == 0 ? null : Bytes(number, size),
        Outcome = (TraceOutcome)(number % 4),
        Result = number % 2 == 0 ? Bytes(number + 1, size) : null,
        Failure = number % 4 == 2 ? Failure(number) : null,
        IncompleteAt = number % 4 == 1 ? "orders.dark:4:2" : null,
        StartedAt = Start.AddSeconds(number),
        Duration = TimeSpan.FromMilliseconds(12.5),
        Emits = [new(Id(number + 1), "bills", Bytes(number, 5))],
        EmitsLeftOut = number,
        Effects = [
            new("Http::get", "orders.dark:5:1", Bytes(number, 9)),
            new("Time::now", "orders.dark:6:1", [], AnsweredFrom: number % 3 == 1 ? 1 : null)],
        EffectsLeftOut = 3,
        Log = number % 2 == 0 ? [new(Start.AddSeconds(number), LogLevel.Warn, "late", Bytes(number, 7), "orders.dark:7:1")] : [],
        LogLeftOut = number,
        Consumer = number % 3 == 1 ? "web-1:42" : null,
        Messages = number % 4 == 2 ? [Id(number), Id(number + 1)] : null,
    };

    public static IReadOnlyList<HistoryLine> HistoryLines(int page, int count) =>
    [
        .. Enumerable.Range(0, count).Select(n => new HistoryLine(
            Id(n), n % 7 == 0 ? HandlerId.Cron("nightly") : HandlerId.Worker("w" + (n % 3)), (MessageState)(5 + (n % 3)),
            Start.AddSeconds(page + n), TimeSpan.FromMilliseconds(n / 2.0), n % 4, n % 2 == 0 ? Id(n - 1) : null,
            n % 5 == 0 ? $"\"key {n}\"" : null)),
    ];

    public static HistoryStored HistoryPage(int number, int count)
    {
        var writer = new RecordWriter();
        foreach (var line in HistoryLines(number, count))
            HistoryStored.WriteLine(writer, line);
        return new HistoryStored(
            new HistoryPage(number, Start.AddSeconds(number + count - 1), count, writer.Length), writer.Written.ToArray());
    }

    public static SourceVersion Source(string version) =>
        new(version, [new("orders.dark", $"worker mail event =\n  ({version})\n"), new("lib/ä.dark", "")]);

    /// <summary>Describes everything that is stored of a message: two messages are equal if their texts are.</summary>
    public static string Describe(Message m) =>
        string.Join('|', m.Id, m.Handler, m.Event is null
            ? "none"
            : Convert.ToHexString(m.Event), m.EmittedAt.ToString("O"), m.FirstDue.ToString("O"), m.Parent,
            m.Hops, m.EmittedFrom, m.OnceKey, m.OnceUntil.ToString("O"), m.State, m.Due.ToString("O"), m.Attempts, Describe(m.Death));

    public static string Describe(DeadLetter? death) => death is null ? "alive" : $"{death.At:O} {death.Trace} {Describe(death.Failure)}";

    public static string Describe(Failure? f) =>
        f is null ? "none" : $"{f.Code} {f.Message} {f.At} {f.Help} {string.Join(',', f.Stack)}";

    public static string Describe(Trace t) =>
        string.Join(
            '|',
            TraceHeader.Of(t),
            t.Version,
            t.ParentMessage,
            Hex(t.Input),
            Hex(t.Result),
            Describe(t.Failure),
            t.IncompleteAt,
            t.EmitsLeftOut,
            t.EffectsLeftOut,
            string.Join(',', t.Emits.Select(e => $"{e.Message} {e.Worker} {Hex(e.Event)}")),
                string.Join(',', t.Effects.Select(e => $"{e.Function} {e.At} {Hex(e.Result)}{From(e.AnsweredFrom)}")),
            string.Join(',', t.Log.Select(l => $"{l.At:O} {l.Level} {l.Message} {Hex(l.Fields)} {l.Place}")), t.LogLeftOut)
        + (t.Consumer is null ? "" : $"|{t.Consumer}") + (t.Messages is null ? "" : $"|of {string.Join(',', t.Messages)}");

    private static string From(int? attempt) => attempt is null ? "" : $" from {attempt}";

    public static string Describe(SourceVersion s) => s.Version + string.Concat(s.Files.Select(f => $"[{f.Path}:{f.Text}]"));

    /// <summary>Describes everything that a store loads.</summary>
    public static string Describe(StoreContents c) => string.Join('\n',
        [
            .. c.Messages.Select(Describe),
            .. c.Crons.Select(x => x.ToString()).Order(StringComparer.Ordinal),
            .. c.Pauses.Select(x => x.ToString()).Order(StringComparer.Ordinal),
            .. c.Totals.Where(t => t.Value != HandlerTotals.Zero).Select(x => x.ToString()).Order(StringComparer.Ordinal),
            .. c.OnceKeys.Select(x => x.ToString()).Order(StringComparer.Ordinal),
            .. c.Traces.Select(x => x.ToString()),
            .. c.SourceVersions,
            .. c.History.Select(x => x.ToString()),
            .. c.Damage,
        ]);

    private static string Hex(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(bytes);
}
