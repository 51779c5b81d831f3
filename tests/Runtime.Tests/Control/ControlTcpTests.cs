using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Endpoint;

namespace DarkLang.Runtime.Tests.Control;

public sealed class ControlTcpTests : IAsyncDisposable
{
    private const string Token = "0123456789abcdef0123";

    private readonly string _folder = Directory.CreateTempSubdirectory("dark-tcp-").FullName;
    private readonly FakeControlClient _fake = new();
    private ControlServer? _server;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Without_the_right_token_nothing_is_answered()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get("wrong")).Status);
        var (status, body) = await Get(Token + "0");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("the token is not the one of this runtime", body, StringComparison.Ordinal);
        Assert.Empty(_fake.Asked);
    }

    [Fact]
    public async Task With_the_token_the_endpoint_answers_as_on_the_socket()
    {
        Assert.Equal(HttpStatusCode.OK, (await Get(Token)).Status);
        Assert.Equal(["status"], _fake.Asked);
    }

    [Fact]
    public async Task The_socket_of_the_owner_needs_no_token()
    {
        await Start();
        await using var client = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        Assert.Equal(EngineState.Running, (await client!.Ask(Operations.Status, CancellationToken.None)).State);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_is_refused_even_with_the_token(string header, string value)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(Token, (header, value))).Status);
        Assert.Empty(_fake.Asked);
    }

    [Fact]
    public async Task A_backup_is_asked_for_through_the_socket_only()
    {
        var address = new Uri($"http://127.0.0.1:{await Start()}/");
        await using var remote = HttpControlClient.At(address, Token);
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => remote.Ask(Operations.Backup, new("/tmp/copy"), CancellationToken.None));
        Assert.Contains("can only be asked for there", refused.Message, StringComparison.Ordinal);
        await using var local = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        await local!.Ask(Operations.Backup, new("/tmp/copy"), CancellationToken.None);
        Assert.Equal([FakeControlClient.Noted(Operations.Backup, new("/tmp/copy"))], _fake.Asked);
    }

    [Fact]
    public async Task A_page_of_the_same_site_is_accepted()
    {
        var port = await Start();
        Assert.Equal(HttpStatusCode.OK, (await Get(Token, ("Origin", $"http://127.0.0.1:{port}"))).Status);
    }

    [Fact]
    public async Task Too_many_requests_within_a_second_are_refused()
    {
        await Start(requestsASecond: 1);
        var statuses = new List<HttpStatusCode>();
        while (statuses.Count < 1_000 && !statuses.Contains(HttpStatusCode.TooManyRequests))
            statuses.Add((await Get(Token)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Requests_without_the_token_use_up_nobodys_rate()
    {
        await Start(requestsASecond: 1);
        for (var i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Get("wrong")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Get(Token)).Status);
    }

    [Fact]
    public async Task A_connection_that_never_shows_the_token_is_closed()
    {
        await Start(limits: new ControlLimits { UntilAuthenticated = TimeSpan.FromMilliseconds(200) });
        using var silent = await Connect();
        Assert.Equal("", await Hear(silent));
    }

    [Fact]
    public async Task A_connection_that_has_shown_the_token_stays_open()
    {
        await Start(limits: new ControlLimits { Unauthenticated = 1 });
        using var owner = await Connect();
        Assert.StartsWith("HTTP/1.1 200", await Ask(owner), StringComparison.Ordinal);
        using (var silent = await Connect())
        using (var another = await Connect())
            Assert.Equal("", await Hear(silent));
        Assert.StartsWith("HTTP/1.1 200", await Ask(owner), StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_connections_say_nothing_the_owner_is_answered()
    {
        await Start(limits: new ControlLimits { Unauthenticated = 2, OnTcp = 4 });
        var silent = new List<Socket>();
        for (var i = 0; i < 100; i++)
            silent.Add(await Connect());
        using var owner = await Connect();
        Assert.StartsWith("HTTP/1.1 200", await Ask(owner), StringComparison.Ordinal);
        silent.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("evil.example:7070", HttpStatusCode.Forbidden)]
    [InlineData("localhost:7070", HttpStatusCode.OK)]
    [InlineData("192.168.1.5:7070", HttpStatusCode.OK)]
    [InlineData("[::1]:7070", HttpStatusCode.OK)]
    public async Task A_page_whose_name_points_to_this_machine_is_refused_even_with_the_token(string host, HttpStatusCode status)
    {
        Assert.Equal(status, (await Get(Token, ("Host", host))).Status);
        Assert.Equal(status == HttpStatusCode.OK, _fake.Asked.Count == 1);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        var port = await Start();
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => ControlServer.Start(_fake, Path.Combine(_folder, "other"), CancellationToken.None, new TcpEndpoint(
                new IPEndPoint(IPAddress.Loopback, port), Token)));
        Assert.Equal(ControlProblem.Refused, refused.Problem);
        Assert.Contains($"127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, await Start(), CancellationToken.None);
        return socket;
    }

    private static async Task<string> Ask(Socket socket)
    {
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /v2/status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Token}\r\n\r\n"),
            CancellationToken.None);
        return await Hear(socket);
    }

    /// <summary>Returns what comes next; empty if the connection is closed.</summary>
    private static async Task<string> Hear(Socket socket)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private async Task<int> Start(int requestsASecond = 1_000, ControlLimits? limits = null)
    {
        _server ??= await ControlServer.Start(
            _fake,
            _folder,
            limits ?? new ControlLimits(),
            CancellationToken.None,
            new TcpEndpoint(new IPEndPoint(IPAddress.Loopback, 0), Token) { RequestsASecond = requestsASecond });
        return _server.Port!.Value;
    }

    private async Task<(HttpStatusCode Status, string Body)> Get(string? token, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{await Start()}/v2/status");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await http.SendAsync(request, CancellationToken.None);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None));
    }
}
