using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>Opens the listeners of the endpoint, each with its limits. Only connections on TCP have to show a token.</summary>
internal sealed class LimitedTransport(ControlLimits limits) : IConnectionListenerFactory
{
    private const int Backlog = 512;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var isTcp = endpoint is IPEndPoint;
        var gate = new ConnectionGate(
            isTcp ? limits.OnTcp : limits.OnSocket, isTcp ? limits.Unauthenticated : null, limits.UntilAuthenticated);
        var socket = isTcp ? SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint) : BindForOwner(endpoint);
        try
        {
            socket.Listen(Backlog);
            return ValueTask.FromResult<IConnectionListener>(new LimitedListener(socket, gate));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sets the mode between bind and listen: nobody else can connect in between.</summary>
    private static Socket BindForOwner(EndPoint endpoint)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endpoint);
            ControlAddress.OwnerOnly(endpoint.ToString()!);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
