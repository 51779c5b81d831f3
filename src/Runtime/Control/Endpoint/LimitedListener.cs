using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>
/// Accepts connections up to the limits. Kestrel's own listener counts only those it has handed on, and accepts in a hot loop while there
/// are no descriptors left.
/// </summary>
internal sealed class LimitedListener(Socket socket, ConnectionGate gate) : IConnectionListener
{
    /// <summary>How long to wait when the system can't accept: until then other connections may have ended.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    public EndPoint EndPoint => socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                if (await Admit(await socket.AcceptAsync(cancellationToken)) is { } connection)
                    return connection;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException closed) when (closed.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException)
            {
                // No descriptors or memory are left, or the client is gone already.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _contexts.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<LimitedConnection?> Admit(Socket accepted)
    {
        if (accepted.AddressFamily != AddressFamily.Unix)
            accepted.NoDelay = true;
        if (!gate.TryEnter())
        {
            accepted.Dispose();
            return null;
        }
        var connection = new LimitedConnection(_contexts.Create(accepted), gate);
        await gate.Watch(connection);
        return connection;
    }
}
