namespace DarkLang.Ledger.Tests;

/// <summary>
/// A canvas whose every effect stays visible: a number that was handled becomes a message to a worker that does not exist.
/// </summary>
internal static class LedgerCanvas
{
    /// <summary>No worker has this name, so its messages wait as 404s.</summary>
    public const string Ledger = "ledger";

    /// <summary>Takes <c>{from; to}</c>.</summary>
    public const string Split = "split";

    /// <summary>Takes <c>{n}</c>.</summary>
    public const string Count = "count";

    /// <summary>Takes <c>{n}</c> and fails. What it emits before that must never be visible.</summary>
    public const string Doomed = "doomed";

    /// <summary>Fires all the time, and catches up on missed runs.</summary>
    public const string Cron = "tick";

    /// <summary>No worker has this name: each run of the cron leaves its id there.</summary>
    public const string Ticks = "ticks";

    /// <summary>No worker has this name: the reports of the alerts wait there.</summary>
    public const string Reports = "reports";

    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The alert that is added with a round: its first report comes at once, and later ones minutes after it.</summary>
    public static string Alert(int round) => $"alert-{round}";

    /// <param name="seeded">The last number that the cron seeds, starting from 1.</param>
    public static string Text(int seeded, int rounds) => $$"""
        cron seed every 365 days
          emit { from: 1; to: {{seeded}} } "split"

        cron tick every 1s with { catchUp: "all"; overlap: "queue" }
          emit { run: Message::id } "ticks"

        worker split
          let size = event.to - event.from + 1
          if size <= 8 then
            List::map (List::range event.from event.to) \n -> emit { n: n } "count"
          else
            let middle = event.from + size / 2
            emit { from: event.from; to: middle - 1 } "split"
            emit { from: middle; to: event.to } "split"
          size

        worker count
          emit { n: event.n } "ledger"

        worker doomed
          emit { n: event.n } "ledger"
          Int::divide event.n 0

        {{string.Join("\n", Enumerable.Range(1, rounds).Select(AlertText))}}
        """;

    private static string AlertText(int round) => $$"""
        alert {{Alert(round)}} on dead
          let dead = List::fold event.dead 0 \sum entry -> sum + entry.count
          emit { alert: event.alert; since: event.since; until: event.until; dead: dead } "reports"

        """;
}
