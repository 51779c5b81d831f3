namespace DarkLang.Ledger.Tests;

/// <summary>Numbers that entered the canvas as one message.</summary>
/// <param name="Round">The round in which they were emitted; 0 for the cron's.</param>
/// <param name="Acknowledged">False when the process died before it answered: then all of them may be there, or none.</param>
internal sealed record Entry(int From, int To, int Round, bool Acknowledged)
{
    /// <summary>A number whose message is going to be a dead letter.</summary>
    public bool IsDoomed { get; init; }

    /// <summary>How the numbers are emitted: alone to the worker that counts or the one that fails, a range to the one that splits.</summary>
    public string Worker => IsDoomed ? LedgerCanvas.Doomed : From == To ? LedgerCanvas.Count : LedgerCanvas.Split;

    public string Event => From == To ? $$"""{"n":{{From}}}""" : $$"""{"from":{{From}},"to":{{To}}}""";

    public override string ToString() => $"{Round} {(Acknowledged ? "acknowledged" : "in-doubt")} {From} {To}{(IsDoomed ? " doomed" : "")}";
}
