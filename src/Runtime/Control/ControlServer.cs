using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Serves a control client over HTTP on a Unix domain socket that only its owner may open, and on TCP where that is asked for. Kestrel alone, without the hosting
/// around it: that would take Ctrl-C for itself.
/// </summary>
public sealed class ControlServer : IAsyncDisposable
{
    /// <summary>The largest request: a batch of emits may hold many events.</summary>
    public const int LongestRequest = 128 * 1024 * 1024;

    /// <summary>The longest line of a request: with its path and query.</summary>
    internal const int LongestLine = 64 * 1024;

    /// <summary>Each <c>dark emit --wait</c> holds one. The socket and TCP have so many each: nobody from outside can take the owner's.</summary>
    private const int MostConnections = 4096;

    private readonly KestrelServer _server;
    private readonly ControlAddress _address;
    private readonly string _dataFolder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestAuthorizer? _authorizer;

    private ControlServer(KestrelServer server, ControlAddress address, string dataFolder, TcpEndpoint? listen)
    {
        _authorizer = listen is null ? null : new RequestAuthorizer(listen);
        _server = server;
        _address = address;
        _dataFolder = dataFolder;
    }

    /// <summary>On TCP; null when it listens on the socket alone.</summary>
    public int? Port { get; private set; }

    /// <summary>The caller owns the store, so whatever socket lies there is left over from a process that died.</summary>
    /// <param name="mostConnections">At once; more are closed.</param>
    public static async Task<ControlServer> Start(
        IControlClient client, string dataFolder, CancellationToken cancellation, TcpEndpoint? listen =
            null, int mostConnections = MostConnections)
    {
        var address = ControlAddress.For(dataFolder, Environment.ProcessId);
        var server = new ControlServer(CreateKestrel(address.Socket, listen, mostConnections), address, dataFolder, listen);
        try
        {
            Directory.CreateDirectory(dataFolder);
            // On a full disk the room that they take is what the new ones need.
            address.Remove(dataFolder);
            await server._server.StartAsync(
                new ControlApplication(new ControlRoutes(client), server._authorizer, server._stopping.Token), cancellation);
            address.Write(dataFolder);
            server.Port = listen is null ? null : server.PortOfTcp();
            return server;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SocketException)
        {
            await server.DisposeAsync();
            throw new ControlException(
                ControlProblem.Refused,
                $"the control socket can't be made at {address.Socket}{(listen is null ? "" : $" and {listen.EndPoint}")}: {fault.Message}");
        }
    }

    /// <summary>Requests that still wait are answered that the runtime is stopping.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(patience.Token);
        _server.Dispose();
        _stopping.Dispose();
        _authorizer?.Dispose();
        _address.Remove(_dataFolder);
    }

    private static KestrelServer CreateKestrel(string socket, TcpEndpoint? listen, int mostConnections)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = LongestRequest;
        options.Limits.MaxRequestLineSize = LongestLine;
        options.Limits.MaxRequestBufferSize = 1024 * 1024;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxConcurrentConnections = mostConnections;
        if (listen is not null)
            options.Listen(listen.EndPoint, tcp => tcp.Protocols = HttpProtocols.Http1);
        options.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { CreateBoundListenSocket = Bind }),
            NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private int PortOfTcp() => _server.Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new UriBuilder(address.Replace("http://unix:", "file://", StringComparison.Ordinal)))
        .First(address => address.Scheme == "http").Port;

    /// <summary>The mode is set between bind and listen: nobody else can connect in between.</summary>
    private static Socket Bind(System.Net.EndPoint endpoint)
    {
        if (endpoint is System.Net.IPEndPoint)
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
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
