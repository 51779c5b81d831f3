namespace DarkLang.Cli.Stores;

/// <summary>
/// Emits to the runtime of a store, or to the store itself while none runs. It holds such a store only while it stores a request, so that
/// others can emit and a canvas can start in between.
/// </summary>
internal sealed class EmitConnection : IAsyncDisposable
{
    private readonly Shell _shell;
    private readonly string _store;
    private HttpControlClient? _runtime;

    private EmitConnection(Shell shell, string store) => (_shell, _store) = (shell, store);

    /// <summary>How many messages were stored for the next start.</summary>
    public int AtRest { get; private set; }

    public static async Task<EmitConnection> Open(Shell shell, string? data, CancellationToken cancellation) =>
        new(shell, await StoreLocation.Find(shell, data, cancellation));

    public async Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation)
    {
        var started = _shell.Time.GetTimestamp();
        while (true)
        {
            _runtime ??= await Connection.Reach(_shell, _store, started, cancellation);
            if (_runtime is not null)
                return await _runtime.Ask(Operations.Emit, requests, cancellation);
            try
            {
                return await EmitAtRest(requests, cancellation);
            }
            catch (StoreException held)
                when (held.Problem == StoreProblem.Held && _shell.Time.GetElapsedTime(started) < StoreAtRest.Timeout)
            {
                // A runtime took the store meanwhile.
            }
        }
    }

    /// <summary>Says that messages wait for a start, if any do.</summary>
    public void NoteAtRest()
    {
        if (AtRest > 0)
            _shell.Note(
                $"no canvas runs on {_shell.DisplayPath(_store)}: {DisplayText.Quantity(AtRest, "message")} stored for the next start, "
                + $"`{StoreLocation.StartCommand(_shell, _store)}`");
    }

    public async ValueTask DisposeAsync()
    {
        if (_runtime is not null)
            await _runtime.DisposeAsync();
    }

    private async Task<IReadOnlyList<EmitView>> EmitAtRest(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation)
    {
        using var engine = StoreAtRest.OpenToEmit(_shell, _store);
        var views = await engine.Control.Ask(Operations.Emit, requests, cancellation);
        AtRest += views.Count(view => !view.Repeated);
        return views;
    }
}
