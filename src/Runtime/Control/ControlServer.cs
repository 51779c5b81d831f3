using System.Net.Sockets;
using DarkLang.Runtime.Control.Endpoint;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Serves a control client over HTTP on a Unix domain socket that only its owner may open, and on TCP if that is asked for. It uses Kestrel
/// without the hosting around it, which would handle Ctrl-C itself.
/// </summary>
public sealed class ControlServer : IAsyncDisposable
{
    /// <summary>The length of the longest request line, with its path and query.</summary>
    internal const int LongestLine = 64 * 1024;

    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestAuthorizer? _authorizer;
    private readonly ControlRoutes _routes;
    private Action _removeAddress = () => { };

    private ControlServer(KestrelServer server, ControlRoutes routes, TcpEndpoint? tcp)
    {
        (_server, _routes) = (server, routes);
        _authorizer = tcp is null ? null : new RequestAuthorizer(tcp);
    }

    /// <summary>The port on TCP; null if only the socket is served.</summary>
    public int? Port { get; private set; }

    /// <summary>Starts to serve. The caller owns the store: a socket in its folder is left over from a process that died.</summary>
    public static Task<ControlServer> Start(
        IControlClient client, string dataFolder, CancellationToken cancellation, TcpEndpoint? tcp = null) =>
        Start(client, dataFolder, ControlLimits.OfProcess(), cancellation, tcp);

    internal static async Task<ControlServer> Start(
        IControlClient client, string dataFolder, ControlLimits limits, CancellationToken cancellation, TcpEndpoint? tcp = null)
    {
        var address = ControlAddress.For(dataFolder, Environment.ProcessId);
        var server = new ControlServer(CreateKestrel(address.Unfinished, tcp, limits), new ControlRoutes(client, limits), tcp);
        try
        {
            Directory.CreateDirectory(dataFolder);
            // On a full disk, the new files need the room of the old ones.
            address.RemoveLeftOver(dataFolder);
            await server._server.StartAsync(
                new ControlApplication(server._routes, server._authorizer, server._stopping.Token), cancellation);
            server._removeAddress = address.Publish(dataFolder);
            server.Port = tcp is null ? null : server.PortOfTcp();
            return server;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SocketException)
        {
            await server.DisposeAsync();
            throw new ControlException(
                ControlProblem.Refused,
                $"the control endpoint can't listen on {address.Socket}{(tcp is null ? "" : $" and {tcp.EndPoint}")}: {fault.Message}");
        }
    }

    /// <summary>Answers the requests that still wait: the runtime is stopping.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(timeout.Token);
        _server.Dispose();
        _stopping.Dispose();
        _authorizer?.Dispose();
        _routes.Dispose();
        _removeAddress();
    }

    private static KestrelServer CreateKestrel(string socket, TcpEndpoint? tcp, ControlLimits limits)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestLineSize = LongestLine;
        options.Limits.MaxRequestBufferSize = 1024 * 1024;
        options.Limits.MinRequestBodyDataRate = limits.SlowestClient;
        options.Limits.MinResponseDataRate = limits.SlowestClient;
        options.Limits.RequestHeadersTimeout = limits.UntilAuthenticated;
        if (tcp is not null)
            options.Listen(tcp.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        options.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        return new KestrelServer(Options.Create(options), new LimitedTransport(limits), NullLoggerFactory.Instance);
    }

    private int PortOfTcp() => _server.Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new UriBuilder(address.Replace("http://unix:", "file://", StringComparison.Ordinal)))
        .First(address => address.Scheme == "http").Port;
}
