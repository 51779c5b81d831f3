namespace DarkLang.Ledger.Tests;

/// <summary>
/// A canvas whose every effect stays visible: a number that was handled lies as a message to a worker that does not exist.
/// </summary>
internal static class LedgerCanvas
{
    /// <summary>Nobody has this name, so its messages wait as 404s.</summary>
    public const string Ledger = "ledger";

    /// <summary>Takes <c>{from; to}</c>.</summary>
    public const string Split = "split";

    /// <summary>Takes <c>{n}</c>.</summary>
    public const string Count = "count";

    /// <param name="seeded">The cron seeds the numbers from 1 to this one.</param>
    public static string Text(int seeded) => $$"""
        cron seed every 365 days
          emit { from: 1; to: {{seeded}} } "split"

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
        """;
}
