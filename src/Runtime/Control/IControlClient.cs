using DarkLang.Runtime.Control.Events;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Asks a canvas, running or at rest, for what the CLI and the TUI need. Implementations: in the process, and HTTP over the control socket.
/// A request that can't be met throws <see cref="ControlException"/>.
/// </summary>
public interface IControlClient : IAsyncDisposable
{
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    Task<TReply> Ask<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request, CancellationToken cancellation);

    /// <summary>Returns events until the runtime ends. A slow reader gets a gap with the number of events that it missed.</summary>
    /// <param name="after">The id of the last known event, to continue after it; null: from now on.</param>
    IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation);
}

public static class ControlClients
{
    public static Task<TReply> Ask<TReply>(
        this IControlClient client, Operation<Nothing, TReply> operation, CancellationToken cancellation) =>
        client.Ask(operation, Nothing.Value, cancellation);
}
