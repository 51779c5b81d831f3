using System.Net;
using System.Net.Sockets;
using DarkLang.Cli.Tests.Running;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Tests.Clients;

/// <summary>The examples of the clients, each a real process, work through the messages of a real canvas.</summary>
public sealed class ConsumerTests : IDisposable
{
    /// <summary>Each message takes effect in three workers: a lost or doubled one changes a count.</summary>
    private const string Canvas = """
        type Photo = { id: Int; path: String; seconds: Float }

        worker thumbnail (photo: Photo) with { external: true; timeout: 2s; retries: 20; backoff: 0s }

        worker publish
          let isNew = emitOnce event (toString event.id) "first"
          isNew

        worker first
          event.id

        """;

    private const int Messages = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public ConsumerTests() => _folder.Write("photos.dark", Canvas);

    public static TheoryData<string> Languages => ["python", "typescript", "csharp"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_consumer_that_is_killed_loses_nothing_and_settles_nothing_twice(string language)
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "photos.dark");
        await using var killed = ClientProgram.StartExample(language, _folder.Path, ".dark/photos");
        await Emit();
        await killed.UntilOut("resizing slow.jpg, attempt 1");
        await killed.Signal("KILL");
        Assert.NotEqual(0, await killed.ExitCode());
        await using var other = ClientProgram.StartExample(language, _folder.Path, ".dark/photos");
        await UntilAllIsDone();
        await other.UntilOut("resizing slow.jpg, attempt 2");
        await other.Signal("TERM");
        await other.UntilOut("stopped");
        Assert.Equal(0, await other.ExitCode());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_canvas_that_is_killed_and_started_again_gets_its_consumers_back(string language)
    {
        string[] run = ["photos.dark", "--port", FreePort()];
        await using var killed = await RunningCanvas.Start(_folder.Path, run);
        await using var consumer = ClientProgram.StartExample(
            language, _folder.Path, $"http://127.0.0.1:{run[^1]}", ".dark/photos/control.token");
        await Emit();
        await consumer.UntilOut("resizing slow.jpg");
        await killed.Signal("KILL");
        await killed.ExitCode();
        await using var canvas = await RunningCanvas.Start(_folder.Path, run);
        await UntilAllIsDone();
        await consumer.Signal("TERM");
        await consumer.UntilOut("stopped");
        Assert.Equal(0, await consumer.ExitCode());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_consumer_that_is_stopped_finishes_what_it_has_claimed_and_a_failure_keeps_its_words(string language)
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "photos.dark");
        await using var consumer = ClientProgram.StartExample(language, _folder.Path, ".dark/photos");
        var discarded = await Dark.Run(_folder.Path, "emit", "thumbnail", Photo(1, "a.txt", 0), "--wait");
        Assert.Contains("error[D0516]: a.txt is not a photo", discarded.Error, StringComparison.Ordinal);
        // Longer than its lease, which is extended also while the consumer stops.
        var message = await Emit(new EmitRequest("thumbnail", Photo(1, "slow.jpg", 3)));
        await consumer.UntilOut("resizing slow.jpg");
        await consumer.Signal("TERM");
        await consumer.UntilOut("stopped");
        Assert.Equal(0, await consumer.ExitCode());
        var trace = await Dark.Run(_folder.Path, "trace", "ls", "thumbnail", "--json");
        Assert.Contains($"\"message\":\"{message}\",\"attempt\":1,\"outcome\":\"completed\"", trace.Out, StringComparison.Ordinal);
    }

    private async Task<Guid> Emit(params EmitRequest[] emits)
    {
        await using var client = await Connect();
        if (emits is [])
            emits =
            [
                .. Enumerable.Range(1, Messages - 1).Select(n => new EmitRequest("thumbnail", Photo(n, $"{n}.jpg", 0.05))),
                new EmitRequest("thumbnail", Photo(Messages, "slow.jpg", 1)),
            ];
        return (await client.Ask(Operations.Emit, emits, TestContext.Current.CancellationToken))[0].Message!.Value;
    }

    /// <summary>Waits until no queue holds anything, and compares the counts.</summary>
    private async Task UntilAllIsDone()
    {
        await using var client = await Connect();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var change in client.Events(null, patience.Token))
        {
            if (change.Status is { Waiting: 0, Running: 0, Done: >= 3 * Messages })
                break;
        }
        var status = await client.Ask(Operations.Status, TestContext.Current.CancellationToken);
        Assert.Equal(
            [("first", Messages, 0L), ("publish", Messages, 0L), ("thumbnail", Messages, 0L)],
            status.Workers.Select(worker => (worker.Name, worker.Done, worker.Dead)));
    }

    private async Task<HttpControlClient> Connect() =>
        (await HttpControlClient.TryConnect(Path.Combine(_folder.Path, ".dark", "photos"), TestContext.Current.CancellationToken))!;

    private static string Photo(int id, string path, double seconds) =>
        FormattableString.Invariant($$"""{"id":{{id}},"path":"{{path}}","seconds":{{seconds:0.00}}}""");

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
