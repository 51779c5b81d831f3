using DarkLang.Lang.Resolution;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// A canvas with a worker for each fate of a message, the number of emits that each leaves behind, and the versions that take over meanwhile.
/// </summary>
internal static class SimulatedCanvas
{
    /// <summary>The items that every run starts and ends with.</summary>
    private static readonly IReadOnlyList<(string Name, string Text)> Items =
    [
        ("tick", """
            cron tick every 60s
              emit { n: 2; k: "t" } "fan"
            """),
        ("nightly", """
            cron nightly daily at 03:00
              1
            """),
        ("every-one", """
            cron every-one every 20m with { catchUp: "all"; overlap: "queue" }
              emit { n: 1; k: "t" } "leaf"
            """),
        ("alone", """
            cron alone every 30m with { catchUp: "all" }
              1
            """),
        ("beside", """
            cron beside every 45s with { catchUp: "skip"; overlap: "allow" }
              let id = Uuid::generate
              emit { n: 1; k: toString id } "leaf"
            """),
        ("fresh", """
            cron fresh every 5m with { catchUp: "skip"; overlap: "queue" }
              1
            """),
        ("punctual", """
            cron punctual every 4m with { catchUp: "skip" }
              let id = Uuid::generate
              emit { n: 1; k: toString id } "leaf"
            """),
        ("alarm", """
            alert alarm on dead, error
              emit { n: List::length event.dead; k: "alarm" } "leaf"
            """),
        ("watch", """
            alert watch on dead, late, backlog 2
              let id = Uuid::generate
              emit { n: 1; k: toString id } "leaf"
            """),
        ("fan", """
            worker fan
              List::range 0 event.n |> List::map \n -> emit { n: n; k: event.k } "leaf"
            """),
        ("leaf", """
            worker leaf
              event.n
            """),
        ("loop", """
            worker loop
              if event.n > 0 then emit { n: event.n - 1; k: event.k } "loop" else event
            """),
        ("doomed", """
            worker doomed
              emit event "leaf"
              Int::divide 1 0
            """),
        ("flaky", """
            worker flaky with { retries: 2; backoff: 10s }
              emit event "leaf"
              if Message::attempt <= event.n then Int::divide 1 0 else 1
            """),
        ("keyed", """
            worker keyed with { key: event.k; concurrency: 3; retries: 1; backoff: 5s }
              emit event "leaf"
              if event.n == Message::attempt then Int::divide 1 0 else 1
            """),
        ("shared", """
            worker shared with { share: event.k; concurrency: 2; retries: 1; backoff: 5s }
              emit event "leaf"
              if event.n == Message::attempt then Int::divide 1 0 else 1
            """),
        ("bounced", """
            worker bounced with { key: event.k; debounce: (5s, 12s) }
              emit event "leaf"
            """),
        ("limited", """
            worker limited with { rate: "2/10s" }
              emit event "leaf"
            """),
        ("later", """
            worker later
              emitAfter event (event.n * 10) "leaf"
            """),
        ("once", """
            worker once
              emitOnce event event.k "leaf"
            """),
        ("hole", """
            worker hole
              if event.n == 0 then ___ else emit event "nobody"
            """),
        ("slow", """
            worker slow with { timeout: 2s; retries: 1; backoff: 1s }
              emit event "leaf"
              let id = Uuid::generate
              emit { n: event.n; k: toString id } "leaf"
            """),
        (Consumers.Worker, """
            worker outside with { external: true; timeout: 5s; retries: 2; backoff: 3s; key: event.k; concurrency: 2 }
            """),
        ("fragile", """
            worker fragile with { pauseAfter: 2 }
              Int::divide 4 (event.n % 2)
            """),
    ];

    /// <summary>The workers that clients emit to; the last does not exist.</summary>
    public static IReadOnlyList<string> Workers { get; } =
        [
            "fan",
            "leaf",
            "loop",
            "doomed",
            "flaky",
            "keyed",
            "keyed",
            "keyed",
            "shared",
            "shared",
            "shared",
            "bounced",
            "bounced",
            "bounced",
            "limited",
            "limited",
            "later",
            "once",
            "hole",
            "slow",
            "slow",
            Consumers.Worker,
            Consumers.Worker,
            "fragile",
            "nobody"];

    public static IReadOnlyList<string> Alerts { get; } = ["alarm", "watch"];

    public static IReadOnlyList<SimulatedCron> Crons { get; } =
    [
        new("tick", TimeSpan.FromSeconds(60), CatchUp.Once, Overlap.Skip),
        new("nightly", TimeSpan.FromDays(1), CatchUp.Once, Overlap.Skip),
        new("every-one", TimeSpan.FromMinutes(20), CatchUp.All, Overlap.Queue),
        new("alone", TimeSpan.FromMinutes(30), CatchUp.All, Overlap.Skip),
        new("beside", TimeSpan.FromSeconds(45), CatchUp.Skip, Overlap.Allow),
        new("fresh", TimeSpan.FromMinutes(5), CatchUp.Skip, Overlap.Queue),
        new("punctual", TimeSpan.FromMinutes(4), CatchUp.Skip, Overlap.Skip),
    ];

    /// <summary>Loads all versions. Every run starts and ends with the first.</summary>
    public static IReadOnlyList<SimulatedVersion> Load() =>
    [
        new SimulatedVersion("base", Items, []),
        new SimulatedVersion("changed", Items, [.. SimulatedChanges.Changed]),
        new SimulatedVersion("fewer", Items, [.. SimulatedChanges.Fewer]),
        new SimulatedVersion("other", Items, [.. SimulatedChanges.Other]),
    ];

    /// <summary>
    /// Returns how many emits a completed attempt of the first version leaves behind for <paramref name="n"/>; null if it can't complete.
    /// </summary>
    public static (int Least, int Most)? EmitsOf(string handler, long n) => handler switch
    {
        "fan" => ((int)n + 1, (int)n + 1),
        "loop" => n > 0 ? (1, 1) : (0, 0),
        "once" => (0, 1),
        "slow" => (2, 2),
        Consumers.Worker => (1, 2),
        "hole" => n == 0 ? null : (1, 1),
        "tick" or "flaky" or "keyed" or "shared" or "bounced" or "limited" or "later" or "every-one" or "beside" or "punctual" or "alarm"
            or "watch" => (1, 1),
        "leaf" or "nightly" or "alone" or "fresh" => (0, 0),
        "fragile" => n % 2 == 0 ? null : (0, 0),
        _ => null,
    };
}

/// <summary>A cron with the time between its due times, and its options for missed and overlapping runs.</summary>
internal sealed record SimulatedCron(string Name, TimeSpan Period, CatchUp CatchUp, Overlap Overlap);
