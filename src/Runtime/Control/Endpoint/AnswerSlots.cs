namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>Limits the large answers that are made and sent at once, so that readers that don't read can't hold much memory.</summary>
internal sealed class AnswerSlots(ControlLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _free = new(limits.Answers);

    /// <exception cref="ControlException">No other answer was read to its end in time.</exception>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        if (!await _free.WaitAsync(limits.UntilAnswered, cancellation))
            throw new ControlException(
                ControlProblem.Refused,
                $"{limits.Answers} large answers are being sent already, which is the limit, and their readers are slow: try again later");
        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
