namespace DarkLang.Ledger.Tests;

/// <summary>How often something happened, and how often it should have.</summary>
/// <param name="Least">The number of acknowledged messages.</param>
/// <param name="Most">The number of acknowledged messages and of those in doubt.</param>
internal sealed record SoakCount(string What, long Found, long Least, long Most)
{
    public static SoakCount Exactly(string what, long found, long promised) => new(what, found, promised, promised);

    public static SoakCount Of(string what, long found, SoakPromise promise) =>
        new(what, found, promise.Acknowledged, promise.Acknowledged + promise.InDoubt);

    public long Lost => Math.Max(0, Least - Found);

    public long Twice => Math.Max(0, Found - Most);

    public bool IsRight => Lost == 0 && Twice == 0;

    public override string ToString() =>
        Least == Most
            ? $"{What}: {Found}, and {Least} were promised"
            : $"{What}: {Found}, and {Least} were promised, {Most - Least} more are in doubt";
}
