namespace DarkLang.Ledger.Tests;

/// <summary>A canvas with all kinds of work: messages that succeed, are retried, die, or have no worker; crons, and an alert.</summary>
internal static class SoakCanvas
{
    public const string Work = "work";
    public const string Flaky = "flaky";
    public const string Doomed = "doomed";
    public const string Nobody = "nobody";
    public const string Count = "count";
    public const string Often = "often";
    public const string EachMinute = "each-minute";

    public static TimeSpan OftenEvery { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan MinuteEvery { get; } = TimeSpan.FromMinutes(1);

    public const string Text = """
        cron often every 2s with { catchUp: "all"; overlap: "queue" }
          emit { n: 0; note: "from a cron" } "count"

        cron each-minute every minute with { catchUp: "all"; overlap: "allow" }
          Date::now

        worker work
          let words = String::split event.note " "
          let lengths = List::map words \word -> String::length word
          emit { n: event.n; note: event.note } "count"
          List::fold lengths 0 \sum length -> sum + length

        worker count
          event.n

        worker flaky with { retries: 3; backoff: 1s; growth: 1 }
          if Message::attempt <= 1 then Int::divide event.n 0 else 0
          emit event "count"

        worker doomed
          Int::divide event.n 0

        alert alarm on dead, late, backlog 100000
          event.text

        """;

    /// <summary>Chooses a worker: of a hundred messages two are retried, one dies, and one has no worker.</summary>
    public static string WorkerOf(long n) => (n % 100) switch
    {
        10 or 60 => Flaky,
        30 => Doomed,
        80 => Nobody,
        _ => Work,
    };
}
