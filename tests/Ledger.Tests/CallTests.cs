using System.Text.Json;

namespace DarkLang.Ledger.Tests;

/// <summary>Kills the real binary while its handlers call a server, which counts.</summary>
public sealed class CallTests(ITestOutputHelper output)
{
    private const int Steps = 5;
    private const int NumbersPerRound = 40;

    [Fact]
    public async Task No_recorded_call_is_made_twice_however_often_the_process_is_killed()
    {
        var settings = LedgerSettings.FromEnvironment();
        var random = new Random(settings.Seed);
        using var folder = new TemporaryStore();
        await using var server = await CountingServer.Start();
        File.WriteAllText(folder.Canvas, CanvasText(server.Url));
        for (var round = 0; round < settings.Rounds; round++)
        {
            using var canvas = CanvasProcess.Start(folder.Canvas, folder.Data, null);
            if (!canvas.WaitUntilItListens())
                await canvas.ExpectEnd(mayStop: false);
            var numbers = Enumerable.Range(round * NumbersPerRound, NumbersPerRound).Select(n => $"{{\"n\":{n}}}\n");
            (await DarkBinary.Run(string.Concat(numbers), "emit", "order", "--ndjson", "--data", folder.Data)).Expect();
            canvas.WaitForEnd(TimeSpan.FromMilliseconds(random.Next(0, 300)));
            canvas.Kill();
        }
        (await DarkBinary.Run("", "run", folder.Canvas, "--once", "--data", folder.Data)).Expect(0, 1);

        var wrong = Wrong(server.Requests, settings.Rounds).Concat(await WrongEffects(folder.Data, settings.Rounds * NumbersPerRound));
        Assert.True(!wrong.Any(), $"DARK_LEDGER_SEED={settings.Seed} DARK_LEDGER_ROUNDS={settings.Rounds}\n{string.Join('\n', wrong)}");
        output.WriteLine(
            $"{settings.Rounds} kills, {server.Requests.Count} requests for {settings.Rounds * NumbersPerRound * Steps} calls, "
            + $"{server.Requests.GroupBy(request => request.Key).Count(same => same.Count() > 1)} made again, with their first body");
    }

    private static IEnumerable<string> Wrong(IReadOnlyList<CountingServer.Request> requests, int kills)
    {
        foreach (var same in requests.GroupBy(request => request.Key))
        {
            if (same.Select(request => request.Body).Distinct().Count() > 1)
                yield return $"the key {same.Key} was sent with several bodies: {string.Join(", ", same.Select(r => r.Body).Distinct())}";
            if (same.Count() > kills + 1)
                yield return $"the key {same.Key} was sent {same.Count()} times";
        }
        foreach (var message in requests.GroupBy(request => request.Number))
        {
            // A handler makes a call only after the answer to the one before is recorded.
            var steps = message.Select(request => request.Step).ToList();
            if (!steps.SequenceEqual(steps.Order()))
                yield return $"message {message.Key} made a recorded call again: steps {string.Join(", ", steps)}";
            if (steps.Distinct().Count() != Steps)
                yield return $"message {message.Key} made only the steps {string.Join(", ", steps.Distinct())}";
        }
    }

    private static async Task<IEnumerable<string>> WrongEffects(string data, int numbers)
    {
        var listed = await DarkBinary.Run("", "queue", "ls", "done", "--limit", "9999", "--json", "--data", data);
        var done = JsonDocument.Parse(listed.Expect()).RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("event").GetProperty("json").GetProperty("n").GetInt32()).ToList();
        return done.Order().SequenceEqual(Enumerable.Range(0, numbers))
            ? [] : [$"{numbers} messages gave {done.Count} effects, of which {done.Distinct().Count()} are different"];
    }

    private static string CanvasText(string url) =>
        $"worker order with {{ concurrency: 16; retries: 1000 }}\n"
        + string.Concat(Enumerable.Range(1, Steps).Select(step =>
            $"  HttpClient::post? \"{url}/{step}\" {{ n: event.n; id: Uuid::generate; at: Date::now }} {{}} {{}}\n"))
        + "  emit event \"done\"\n";

    private sealed class TemporaryStore : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-calls-");

        public string Canvas => Path.Combine(_folder.FullName, "calls.dark");

        public string Data => Path.Combine(_folder.FullName, "store");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
