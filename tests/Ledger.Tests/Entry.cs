namespace DarkLang.Ledger.Tests;

/// <summary>The numbers of one message.</summary>
/// <param name="Round">The round in which they were emitted; 0 for the cron's.</param>
/// <param name="Acknowledged">False if the process died before it answered: then either all of them took effect, or none.</param>
internal sealed record Entry(int From, int To, int Round, bool Acknowledged)
{
    /// <summary>Whether the message will be a dead letter.</summary>
    public bool IsDoomed { get; init; }

    /// <summary>The worker that gets the numbers: a single number goes to the one that counts or fails, a range to the one that splits.</summary>
    public string Worker => IsDoomed ? LedgerCanvas.Doomed : From == To ? LedgerCanvas.Count : LedgerCanvas.Split;

    public string Event => From == To ? $$"""{"n":{{From}}}""" : $$"""{"from":{{From}},"to":{{To}}}""";

    public override string ToString() => $"{Round} {(Acknowledged ? "acknowledged" : "in-doubt")} {From} {To}{(IsDoomed ? " doomed" : "")}";
}
