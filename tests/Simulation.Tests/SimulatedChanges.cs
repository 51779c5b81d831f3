namespace DarkLang.Simulation.Tests;

/// <summary>The changes of the other versions of the canvas. The effects of each show which version ran.</summary>
internal static class SimulatedChanges
{
    /// <summary>The second schedule of the only cron that has two.</summary>
    public const string OtherSchedule = "every 90s";

    public static TimeSpan OtherPeriod { get; } = TimeSpan.FromSeconds(90);

    public static IEnumerable<SimulatedChange> Changed =>
    [
        new("tick", """
            cron tick every 90s
              emit { n: 1; k: "t" } "fan"
              emit { n: 0; k: "t" } "fan"
            """, _ => 2),
        new("watch", """
            alert watch on dead
              emit { n: 2; k: "watch" } "leaf"
            """, _ => 1),
        new("fan", """
            worker fan
              List::range 0 (event.n + 1) |> List::map \n -> emit { n: n; k: event.k } "leaf"
            """, n => (int)n + 2),
        new("flaky", """
            worker flaky with { retries: 1; backoff: 5s; concurrency: 1 }
              emit event "leaf"
              emit event "leaf"
              if Message::attempt <= event.n then Int::divide 1 0 else 1
            """, _ => 2),
        new("keyed", """
            worker keyed with { key: event.n; concurrency: 2; retries: 2; backoff: 3s }
              emit event "leaf"
              let id = Uuid::generate
              emit event "leaf"
              if event.n == Message::attempt then Int::divide 1 0 else 1
            """, _ => 2)
        { Key = message => $"{message.N}" },
        new("shared", """
            worker shared with { share: (event.n, 2); key: event.k; concurrency: 2; retries: 1; backoff: 5s }
              emit event "leaf"
              emit event "leaf"
              if event.n == Message::attempt then Int::divide 1 0 else 1
            """, _ => 2)
        { Key = message => message.K },
        new("bounced", """
            worker bounced with { key: event.n; debounce: 8s; retries: 1 }
              emit event "leaf"
              emit event "leaf"
            """, _ => 2)
        { Key = message => $"{message.N}" },
        new("limited", """
            worker limited with { rate: "1/5s"; priority: event.n }
              emit event "leaf"
              emit event "leaf"
            """, _ => 2),
        new("hole", """
            worker hole
              emit event "nobody"
              emit event "nobody"
            """, _ => 2),
        new(Consumers.Worker, """
            worker outside with { external: true; timeout: 3s; retries: 1; backoff: 1s }
            """, _ => 2),
        new("slow", """
            worker slow with { timeout: 3s; retries: 2; backoff: 2s }
              emit event "leaf"
              let id = Uuid::generate
              emit event "leaf"
              emit { n: event.n; k: toString id } "leaf"
            """, _ => 3),
    ];

    public static IEnumerable<SimulatedChange> Fewer =>
    [
        new("keyed"),
        new("flaky"),
        new("loop"),
        new("hole"),
        new("slow"),
        new(Consumers.Worker),
        new("punctual"),
        new("alone"),
        new("beside"),
        new("alarm"),
        new("nobody", """
            worker nobody
              event.n
            """, _ => 0),
    ];

    public static IEnumerable<SimulatedChange> Other =>
    [
        new("limited"),
        new("doomed"),
        new("fragile"),
        new("fresh"),
        new("every-one"),
        new("tick"),
        new("alarm"),
        new("watch"),
        new("bounced", """
            worker bounced with { concurrency: 2 }
              event.n
            """, _ => 0),
        new("shared", """
            worker shared with { concurrency: 2 }
              event.n
            """, _ => 0),
        new("leaf", """
            worker leaf with { key: event.k }
              event.n + 1
            """, _ => 0)
        { Key = message => message.K },
        new(Consumers.Worker, """
            worker outside
              emit event "leaf"
            """, _ => 1),
        new("keyed", """
            worker keyed with { priority: event.n }
              event.n
            """, _ => 0),
    ];
}

/// <summary>An item that is changed, added, or removed (without a text).</summary>
/// <param name="Emits">The number of emits that a completed attempt leaves behind.</param>
internal sealed record SimulatedChange(string Name, string? Text = null, Func<long, int>? Emits = null)
{
    /// <summary>The key of a message; null if its messages have none.</summary>
    public Func<Witnessed, string?>? Key { get; init; }
}
