using System.Globalization;
using System.Text.Json;
using DarkLang.Runtime.Model;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Ledger.Tests;

/// <summary>The effects of a canvas, read from its store after its last end, with times as exact as they are stored.</summary>
/// <param name="Counted">Numbers on the ledger, in any order.</param>
/// <param name="Ticks">Ids of the runs of the cron that left an effect.</param>
/// <param name="TicksToCome">Ids of its runs that are still waiting.</param>
/// <param name="LastTick">The last due time that fired.</param>
internal sealed record LedgerEffects(
    IReadOnlyList<int> Counted,
    IReadOnlyList<LedgerDeath> Deaths,
    IReadOnlyList<Guid> Ticks,
    IReadOnlyList<Guid> TicksToCome,
    DateTimeOffset LastTick,
    IReadOnlyList<LedgerReport> Reports)
{
    private static readonly HandlerId Cron = HandlerId.Cron(LedgerCanvas.Cron);

    public static async Task<LedgerEffects> Read(string data)
    {
        var store = LiteDbStore.Open(
            data, new StoreOwner(Environment.ProcessId, "ledger", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null));
        using var engine = Engine.OpenStopped(store, new EngineOptions());
        var cron = (await engine.Control.Ask(Operations.Status, CancellationToken.None)).Crons.Single(cron => cron.Name == Cron.Name);
        var messages = (await engine.Control.Ask(Operations.Messages, new(Limit: int.MaxValue), CancellationToken.None)).ToLookup(
            message => message.Handler);
        return new LedgerEffects(
            [.. On(messages, LedgerCanvas.Ledger).Select(message => Event(message).GetProperty("n").GetInt32())],
            [.. On(messages, LedgerCanvas.Doomed).Where(message => message.DeadSince is not null).Select(Death)],
            [.. On(messages, LedgerCanvas.Ticks).Select(message => Event(message).GetProperty("run").GetGuid())],
            [.. messages[Cron].Select(message => message.Id)],
            cron.LastFired!.Value,
            [.. On(messages, LedgerCanvas.Reports).Select(Report)]);
    }

    private static IEnumerable<MessageView> On(ILookup<HandlerId, MessageView> messages, string worker) =>
        messages[HandlerId.Worker(worker)];

    private static JsonElement Event(MessageView message) => JsonElement.Parse(message.Event!.Json!);

    private static LedgerDeath Death(MessageView message) => new(Event(message).GetProperty("n").GetInt32(), message.DeadSince!.Value);

    private static LedgerReport Report(MessageView message)
    {
        var @event = Event(message);
        return new LedgerReport(@event.GetProperty("alert").GetString()!, Date(message, "since"), Date(message, "until"), @event
            .GetProperty("dead").GetInt32());
    }

    // JSON has only whole seconds.
    private static DateTimeOffset Date(MessageView message, string field)
    {
        var text = message.Event!.Text;
        var begin = text.IndexOf($"{field}: ", StringComparison.Ordinal) + field.Length + 2;
        return DateTimeOffset.Parse(text.AsSpan(begin, text.IndexOf('Z', begin) + 1 - begin), CultureInfo.InvariantCulture);
    }
}

/// <summary>A dead letter: the number of its message, and the time of its death.</summary>
internal sealed record LedgerDeath(int Number, DateTimeOffset At);

/// <summary>A report: the number of dead letters after <paramref name="Since"/> and up to <paramref name="Until"/>.</summary>
internal sealed record LedgerReport(string Alert, DateTimeOffset Since, DateTimeOffset Until, int Dead);
