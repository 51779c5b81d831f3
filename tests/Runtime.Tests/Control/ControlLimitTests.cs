using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Endpoint;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Engines;

namespace DarkLang.Runtime.Tests.Control;

/// <summary>The limits of the control endpoint, and slow clients, which must not hold up the canvas.</summary>
public sealed class ControlLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-limits-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_before_it_is_sent()
    {
        var fake = new FakeControlClient();
        await using var server = await ControlServer.Start(fake, _folder, Token);
        using var socket = await Connect();
        await Say(socket, $"POST /v2/emit HTTP/1.1\r\nHost: dark\r\nContent-Length: {Operations.Emit.LongestBody + 1L}\r\n\r\n[");
        var answer = await Hear(socket, until: "in smaller parts");
        Assert.StartsWith("HTTP/1.1 409 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"problem\":\"refused\",\"message\":\"the request is larger than 128 MB", answer, StringComparison.Ordinal);
        Assert.Empty(fake.Asked);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\n[]\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n[]\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n[]X\r\n0\r\n\r\n")]
    public async Task A_malformed_body_is_a_mistake_of_the_request(string rest)
    {
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, Token);
        using var socket = await Connect();
        await Say(socket, $"POST /v2/emit HTTP/1.1\r\nHost: dark\r\n{rest}");
        var answer = await Hear(socket, until: "wrong\"}");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("the body of the request can't be read", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused()
    {
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, Token);
        using var socket = await Connect();
        await Say(socket, $"GET /v2/message?id={new string('a', ControlServer.LongestLine)} HTTP/1.1\r\nHost: dark\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", await Hear(socket, until: "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_until_another_ends()
    {
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, new ControlLimits { OnSocket = 2 }, Token);
        using var first = await Connect();
        using var second = await Connect();
        Assert.Contains("200 OK", await Ask(first), StringComparison.Ordinal);
        Assert.Contains("200 OK", await Ask(second), StringComparison.Ordinal);
        using (var third = await Connect())
            Assert.Equal("", await Ask(third));
        first.Shutdown(SocketShutdown.Both);
        first.Dispose();
        // The server notices the end of a connection at a time of its own and reports it to nobody, so the test has to ask again.
        var answer = "";
        while (answer.Length == 0)
        {
            Token.ThrowIfCancellationRequested();
            using var fourth = await Connect();
            answer = await Ask(fourth);
        }
        Assert.Contains("200 OK", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(1_024, 192)]
    [InlineData(4_096, 960)]
    [InlineData(long.MaxValue, 4_096)]
    public void Connections_leave_half_of_the_descriptors_to_the_rest_of_the_process(long descriptors, int connections)
    {
        var limits = ControlLimits.For(descriptors);
        Assert.Equal((connections, connections), (limits.OnSocket, limits.OnTcp));
        Assert.InRange(limits.Unauthenticated, 1, connections - 1);
    }

    [Fact]
    public async Task A_client_that_follows_events_and_never_reads_holds_nothing_up()
    {
        using var canvas = Running.Open("worker w\n  Log::info \"a line\" { n: event }\n");
        await using (var server = await ControlServer.Start(canvas.Control, _folder, Token))
        {
            using var deaf = await Connect();
            await Say(deaf, "GET /v2/events HTTP/1.1\r\nHost: dark\r\n\r\n");
            await Hear(deaf, until: "event: status");
            // Three events for each message, which is more than the sockets and the ring can hold.
            const int Messages = EventFeed.Kept;
            await canvas.Control.Ask(Operations.Emit, [
                .. Enumerable.Range(0, Messages).Select(n => new EmitRequest("w", $"\"{new string('x', 200)}{n}\""))], Token);
            await canvas.Ended.Reaches(Messages);
            // Once it reads again, it learns how much it missed.
            var heard = await Hear(deaf, until: "event: gap");
            Assert.Contains("\"missed\":", await Hear(deaf, until: "\n\n") is var rest ? heard + rest : heard, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_list_of_large_messages_is_small_and_one_message_is_whole()
    {
        using var canvas = Running.Open("worker w\n  1 / 0\n", eventBudget: 0);
        var large = $"\"{new string('x', 900_000)}\"";
        for (var i = 0; i < 20; i++)
            await canvas.Emit("w", large);
        await canvas.Idle();
        var list = await canvas.Ask(Operations.Messages, new MessageFilter(State: MessageState.Dead));
        Assert.Equal(20, list.Count);
        Assert.All(list, message => Assert.Equal((null, true), (message.Event!.Json, message.Event.CutFrom > 900_000)));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(list, ControlJson.Form.IReadOnlyListMessageView).Length, 1, 100_000);
        Assert.Equal(large, (await canvas.Ask(Operations.Message, new(list[0].Id.ToString()))).Event!.Json);
    }

    [Fact]
    public async Task Events_are_whole_in_a_list_until_together_they_are_too_large()
    {
        using var canvas = Running.Open("worker w\n  1 / 0\n");
        for (var i = 0; i < 50; i++)
            await canvas.Emit("w", $"\"{new string('x', 60_000)}\"");
        await canvas.Idle();
        var list = await canvas.Ask(Operations.Messages, new MessageFilter());
        Assert.Equal(ListedValues.MostWhole / 60_000, list.Count(message => message.Event!.Json is not null));
    }

    [Fact]
    public async Task Large_answers_that_nobody_reads_are_limited_in_number_and_the_status_still_comes()
    {
        using var canvas = Running.Open("worker w\n  1 / 0\n");
        for (var i = 0; i < 50; i++)
            await canvas.Emit("w", $"\"{new string('x', 60_000)}\"");
        await canvas.Idle();
        var limits = new ControlLimits { Answers = 1, UntilAnswered = TimeSpan.Zero };
        await using var server = await ControlServer.Start(canvas.Control, _folder, limits, Token);
        using var deaf = await Connect();
        await Say(deaf, "GET /v2/messages HTTP/1.1\r\nHost: dark\r\n\r\n");
        await Hear(deaf, until: "\r\n\r\n");
        using var second = await Connect();
        await Say(second, "GET /v2/messages HTTP/1.1\r\nHost: dark\r\n\r\n");
        Assert.Contains("1 large answers are being sent already", await Hear(second, until: "\"}"), StringComparison.Ordinal);
        Assert.Contains("200 OK", await Ask(second), StringComparison.Ordinal);
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlAddress.Read(_folder)!.Socket), Token);
        return socket;
    }

    /// <summary>Returns the answer; empty if the connection is closed instead.</summary>
    private static async Task<string> Ask(Socket socket)
    {
        try
        {
            await Say(socket, "GET /v2/status HTTP/1.1\r\nHost: dark\r\n\r\n");
            return await Hear(socket, until: "\r\n\r\n");
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static async Task Say(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Token);

    /// <summary>Returns what comes until that text, or until the connection is closed.</summary>
    private static async Task<string> Hear(Socket socket, string until)
    {
        var heard = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!heard
            .ToString(Math.Max(0, heard.Length - buffer.Length - until.Length), Math.Min(heard.Length, buffer.Length + until.Length))
            .Contains(until, StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, Token);
            if (count == 0)
                break;
            heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        return heard.ToString();
    }
}
