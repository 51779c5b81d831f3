using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Runtime.Outside;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Outside;

/// <summary>Calls to real servers, with everything that a server or a network may do.</summary>
public sealed class HttpSenderTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redirect_is_followed_as_browsers_do()
    {
        await using var server = await LoopbackServer.Start((request, context) =>
        {
            context.Response.StatusCode = request.Path switch { "/found" => 302, "/kept" => 307, _ => 200 };
            context.Response.Headers.Location = "/target";
            return Task.CompletedTask;
        });
        Assert.Equal(200, Code(Send(server.Url + "/found", "POST", "body")));
        Assert.Equal(200, Code(Send(server.Url + "/kept", "POST", "body")));
        Assert.Equal(
            [("POST", "/found", "body"), ("GET", "/target", ""), ("POST", "/kept", "body"), ("POST", "/target", "body")],
            server.Requests.Select(request => (request.Method, request.Path, request.Body)));
    }

    [Fact]
    public async Task A_credential_is_not_sent_to_the_host_of_a_redirect()
    {
        await using var other = await LoopbackServer.Start();
        await using var server = await LoopbackServer.Start((_, context) =>
        {
            context.Response.Redirect(other.Url + "/elsewhere");
            return Task.CompletedTask;
        });
        Send(server.Url, headers: new() { ["Authorization"] = "Bearer secret", ["X-Kept"] = "1" });
        Assert.Equal("Bearer secret", Assert.Single(server.Requests).Headers["Authorization"]);
        Assert.False(Assert.Single(other.Requests).Headers.ContainsKey("Authorization"));
        Assert.Equal("1", other.Requests[0].Headers["X-Kept"]);
    }

    [Fact]
    public async Task Endless_redirects_end()
    {
        await using var server = await LoopbackServer.Start((_, context) =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        Assert.EndsWith("redirects more than 10 times", Failed(Send(server.Url)), StringComparison.Ordinal);
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_of_more_than_a_megabyte_is_refused_before_it_is_read(bool saysItsLength)
    {
        await using var server = await LoopbackServer.Start(async (_, context) =>
        {
            if (saysItsLength)
                context.Response.ContentLength = 1L << 30;
            var kilobytes = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(kilobytes, context.RequestAborted);
        });
        Assert.EndsWith("is larger than 1 MB", Failed(Send(server.Url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_after_its_timeout()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = await LoopbackServer.Start(async (_, context) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var sending = Task.Run(() => Send(server.Url, time: time), Token);
        await asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.EndsWith("did not answer within 30 s", Failed(await sending), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_attempt_ends_its_call()
    {
        using var attempt = new CancellationTokenSource();
        await using var server = await LoopbackServer.Start(async (_, context) =>
        {
            await attempt.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Send(server.Url, cancellation: attempt.Token));
    }

    [Theory]
    [InlineData("http://no-such-host.invalid/", "the host no-such-host.invalid can't be found")]
    [InlineData("http://169.254.169.254/latest/meta-data", "a link-local address, which is refused")]
    [InlineData("http://[fe80::1]/", "a link-local address, which is refused")]
    [InlineData("http://[::ffff:169.254.169.254]/", "a link-local address, which is refused")]
    public void A_failure_names_the_host_and_the_cause(string url, string why) =>
        Assert.Contains(why, Failed(Send(url)), StringComparison.Ordinal);

    [Fact]
    public void A_refused_connection_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Equal($"127.0.0.1:{port} refused the connection", Failed(Send($"http://127.0.0.1:{port}/")));
    }

    [Theory]
    [InlineData("no http at all\r\n\r\n", "did not answer in HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "closed the connection before the response was complete")]
    public async Task A_server_that_breaks_off_or_speaks_something_else_is_named(string response, string why)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Answer(listener, response);
        var url = $"http://{listener.LocalEndpoint}/";
        Assert.Contains(why, Failed(await Task.Run(() => Send(url), Token)), StringComparison.Ordinal);
        await answering;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("*.0.0.1")]
    public async Task An_allowed_host_is_called(string allowed)
    {
        await using var server = await LoopbackServer.Start();
        Assert.Equal(200, Code(Send(server.Url, options: new OutsideOptions { Hosts = [allowed] })));
    }

    [Theory]
    [InlineData("api.example.com")]
    [InlineData("*.127.0.0.1")]
    public async Task A_host_that_is_not_allowed_is_not_called_and_the_error_names_the_option(string allowed)
    {
        await using var server = await LoopbackServer.Start();
        var refused = Assert.Throws<RuntimeErrorException>(() => Send(server.Url, options: new OutsideOptions { Hosts = [allowed] }));
        Assert.Equal(("D0518", $"127.0.0.1 may not be called: --allow-net allows only {allowed}"), (refused.Code, refused.Message));
        Assert.Equal($"start the canvas with `--allow-net {allowed},127.0.0.1` to allow it", refused.Help);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_not_allowed_is_an_error()
    {
        await using var server = await LoopbackServer.Start((_, context) =>
        {
            context.Response.Redirect("http://localhost:1/");
            return Task.CompletedTask;
        });
        var answer = Send(server.Url, options: new OutsideOptions { Hosts = ["127.0.0.1"] });
        Assert.EndsWith("redirects to localhost, which --allow-net does not allow", Failed(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_response_is_read()
    {
        await using var server = await LoopbackServer.Start(async (_, context) =>
        {
            context.Response.Headers.ContentEncoding = "br";
            await using var brotli = new System.IO.Compression.BrotliStream(
                context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await brotli.WriteAsync("plain"u8.ToArray());
        });
        Assert.Equal("plain", Encoding.UTF8.GetString(Assert.IsType<HttpAnswer.Response>(Send(server.Url)).Body));
    }

    private static async Task Answer(TcpListener listener, string response)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await client.GetStream().ReadAtLeastAsync(new byte[1024], 1, cancellationToken: Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(response), Token);
    }

    private static HttpAnswer Send(
        string url, string method = "GET", string? body = null, Dictionary<string, string>? headers = null, OutsideOptions? options = null,
        TimeProvider? time = null, CancellationToken? cancellation = null)
    {
        using var sender = new HttpSender(options ?? new OutsideOptions(), time ?? TimeProvider.System);
        var content = body is null ? null : Encoding.UTF8.GetBytes(body);
        var call = new HttpCall(method, new Uri(url), headers ?? NoHeaders, content, TimeSpan.FromSeconds(30));
        return sender.Send(call, cancellation ?? Token);
    }

    private static int Code(HttpAnswer answer) => Assert.IsType<HttpAnswer.Response>(answer).Code;

    private static string Failed(HttpAnswer answer) => Assert.IsType<HttpAnswer.Failed>(answer).Why;
}
