using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Queues;

namespace DarkLang.Simulation.Tests;

/// <summary>A worker for each way in which a message can go, and what each leaves behind when it is done.</summary>
internal static class SimulatedCanvas
{
    private const string Text = """
        cron tick every 60s
          emit { n: 2; k: "t" } "fan"

        cron nightly daily at 03:00
          1

        worker fan
          List::range 0 event.n |> List::map \n -> emit { n: n; k: event.k } "leaf"

        worker leaf
          event.n

        worker loop
          if event.n > 0 then emit { n: event.n - 1; k: event.k } "loop" else event

        worker doomed
          emit event "leaf"
          Int::divide 1 0

        worker flaky with { retries: 2; backoff: 10s }
          emit event "leaf"
          if Message::attempt <= event.n then Int::divide 1 0 else 1

        worker keyed with { key: event.k; concurrency: 3; retries: 1; backoff: 5s }
          emit event "leaf"
          if event.n == Message::attempt then Int::divide 1 0 else 1

        worker limited with { rate: "2/10s" }
          emit event "leaf"

        worker later
          emitAfter event (event.n * 10) "leaf"

        worker once
          emitOnce event event.k "leaf"

        worker hole
          if event.n == 0 then ___ else emit event "nobody"

        worker slow with { timeout: 2s; retries: 1; backoff: 1s }
          emit event "leaf"
          let id = Uuid::generate
          emit { n: event.n; k: toString id } "leaf"

        worker fragile with { pauseAfter: 2 }
          Int::divide 4 (event.n % 2)

        """;

    /// <summary>Those that somebody emits to from outside; the last is a 404.</summary>
    public static IReadOnlyList<string> Workers { get; } =
        ["fan", "leaf", "loop", "doomed", "flaky", "keyed", "keyed", "keyed", "limited", "limited", "later", "once", "hole", "slow", "slow", "fragile", "nobody"];

    public static IReadOnlyList<string> Crons { get; } = ["tick", "nightly"];

    public static TimeSpan TickEvery { get; } = TimeSpan.FromSeconds(60);

    public static bool HasKeys(HandlerId handler) => handler == HandlerId.Worker("keyed");

    public static Canvas Load() =>
        CanvasLoader.Load([new SourceText("simulated.dark", Text.ReplaceLineEndings("\n"))]).Canvas ?? throw new InvalidDataException("the simulated canvas has mistakes");

    /// <summary>How many emits a handler leaves behind that is done with <paramref name="n"/>; null: it can't be done.</summary>
    public static (int Least, int Most)? EmitsOf(string handler, long n) => handler switch
    {
        "fan" => ((int)n + 1, (int)n + 1),
        "loop" => n > 0 ? (1, 1) : (0, 0),
        "once" => (0, 1),
        "slow" => (2, 2),
        "hole" => n == 0 ? null : (1, 1),
        "tick" or "flaky" or "keyed" or "limited" or "later" => (1, 1),
        "leaf" or "nightly" => (0, 0),
        "fragile" => n % 2 == 0 ? null : (0, 0),
        _ => null,
    };
}
