using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace DarkLang.Bench;

/// <summary>BullMQ on a Redis of its own that syncs every write before it answers. The jobs do nothing.</summary>
internal sealed class BullMq(Repository repository, Scratch scratch, int emitters, int messages) : Subject
{
    private string Script => Path.Combine(repository.Root, "bench", "bullmq", "bench.mjs");

    public override string Name => "bullmq";

    public override string? Missing => Tools.Missing("redis-server", "node")
        ?? (Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules", "bullmq"))
            ? null
            : "it is not installed: `npm install --prefix bench/bullmq`");

    public override Result Measure(int runs) => Median(runs, Run);

    private Result Run()
    {
        var folder = scratch.NewFolder();
        var socket = Path.Combine(folder, "redis.sock");
        using var redis = Tools.Start("redis-server", [
            "--port",
            "0",
            "--unixsocket",
            socket,
            "--dir",
            folder,
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--maxmemory-policy",
            "noeviction"]);
        try
        {
            WaitFor(redis, socket);
            var printed = Tools.Run("node", [Script, socket, Number(emitters), Number(messages)]);
            using var json = JsonDocument.Parse(printed);
            var waits =
                json.RootElement.GetProperty("waits").EnumerateArray().Select(wait => TimeSpan.FromMilliseconds(wait.GetDouble())).ToList();
            var time = TimeSpan.FromMilliseconds(json.RootElement.GetProperty("milliseconds").GetDouble());
            return new Result(
                $"BullMQ, Redis appendfsync always, {emitters} emitters; {Acknowledged.Percentiles(waits)}",
                messages,
                time,
                Durable: true,
                redis.TotalProcessorTime,
                FileBytes: Scratch.SizeOf(folder));
        }
        finally
        {
            redis.Kill();
            redis.WaitForExit();
        }
    }

    private static void WaitFor(Process redis, string socket)
    {
        // What it says is of no use to anybody, but a full pipe would stop it.
        _ = redis.StandardOutput.ReadToEndAsync();
        _ = redis.StandardError.ReadToEndAsync();
        while (!redis.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            try
            {
                using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                client.Connect(new UnixDomainSocketEndPoint(socket));
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        throw new InvalidOperationException($"redis-server ended with {redis.ExitCode}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
