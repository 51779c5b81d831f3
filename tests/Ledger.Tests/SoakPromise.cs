namespace DarkLang.Ledger.Tests;

/// <summary>The messages emitted to one worker from outside.</summary>
/// <param name="Acknowledged">Messages that must take effect.</param>
/// <param name="InDoubt">Messages whose emit got no answer: each takes effect once, or not at all.</param>
internal readonly record struct SoakPromise(long Acknowledged, long InDoubt)
{
    public static SoakPromise operator +(SoakPromise left, SoakPromise right) =>
        new(left.Acknowledged + right.Acknowledged, left.InDoubt + right.InDoubt);

    public static SoakPromise operator -(SoakPromise left, SoakPromise right) =>
        new(left.Acknowledged - right.Acknowledged, left.InDoubt - right.InDoubt);
}
