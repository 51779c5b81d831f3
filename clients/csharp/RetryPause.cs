namespace DarkLang.Client;

/// <summary>Waits longer after each failure, by a random part, so that many clients do not come back at once.</summary>
internal sealed class RetryPause(TimeProvider time, Action<string> warn)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Random _random = new();
    private TimeSpan _next = First;

    public async Task Wait(string why, CancellationToken cancellation)
    {
        if (_next >= TimeSpan.FromSeconds(1))
            warn($"{why}; trying again");
        var wait = _next * (0.5 + (_random.NextDouble() / 2));
        await Task.Delay(wait, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
    }

    public void Reset() => _next = First;
}
