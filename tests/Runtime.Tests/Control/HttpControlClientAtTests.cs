using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Tests.Control;

/// <summary>The client at a TCP address.</summary>
public sealed class HttpControlClientAtTests : IAsyncDisposable
{
    private const string Token = "0123456789abcdef0123";

    private readonly string _folder = Directory.CreateTempSubdirectory("dark-at-").FullName;
    private readonly FakeControlClient _fake = new();
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private ControlServer? _server;

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_runtime_answers_clients_with_its_token_and_refuses_others()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _server = await ControlServer.Start(
            _fake, _folder, CancellationToken.None, new TcpEndpoint(new IPEndPoint(IPAddress.Loopback, address.Port), Token));
        await using var client = HttpControlClient.At(address, Token);
        Assert.Equal(EngineState.Running, (await client.Ask(Operations.Status, TestContext.Current.CancellationToken)).State);
        await using var wrong = HttpControlClient.At(address, Token + "0");
        var refused = await Assert.ThrowsAsync<ControlException>(() => wrong.Ask(Operations.Status, TestContext.Current.CancellationToken));
        Assert.Equal(ControlProblem.Refused, refused.Problem);
        Assert.Contains("the token is not the one of this runtime", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_has_no_runtime()
    {
        await using var client = HttpControlClient.At(new Uri($"http://127.0.0.1:{FreePort()}/"), Token);
        Assert.Equal(
            ControlProblem.NoRuntime,
            (await Assert.ThrowsAsync<ControlException>(
                () => client.Ask(Operations.Status, TestContext.Current.CancellationToken))).Problem);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<html")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_server_that_is_not_a_runtime_of_this_version_is_reported(string answer)
    {
        _other.Start();
        var serving = Answer(answer);
        await using var client = HttpControlClient.At(new Uri($"http://127.0.0.1:{((IPEndPoint)_other.LocalEndpoint).Port}/"), Token);
        var fault = await Assert.ThrowsAsync<ControlException>(() => client.Ask(Operations.Status, TestContext.Current.CancellationToken));
        Assert.Equal("the runtime's answer to status can't be read: it is another version of dark", fault.Message);
        await serving;
    }

    private async Task Answer(string answer)
    {
        using var socket = await _other.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[4096]);
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
        socket.Shutdown(SocketShutdown.Send);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
