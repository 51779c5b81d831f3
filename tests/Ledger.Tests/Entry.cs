namespace DarkLang.Ledger.Tests;

/// <summary>Numbers that entered the canvas as one message.</summary>
/// <param name="Round">The round in which they were emitted; 0 for the cron's.</param>
/// <param name="Acknowledged">False when the process died before it answered: then all of them may be there, or none.</param>
internal sealed record Entry(int From, int To, int Round, bool Acknowledged)
{
    /// <summary>How the numbers are emitted: alone to the worker that counts, a range to the one that splits.</summary>
    public string Worker => From == To ? LedgerCanvas.Count : LedgerCanvas.Split;

    public string Event => From == To ? $$"""{"n":{{From}}}""" : $$"""{"from":{{From}},"to":{{To}}}""";

    public override string ToString() => $"{Round} {(Acknowledged ? "acknowledged" : "in-doubt")} {From} {To}";
}
