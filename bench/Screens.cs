using System.Diagnostics;
using System.Globalization;

namespace DarkLang.Bench;

/// <summary>How long a key waits for its answer on the screens, while 10 000 messages wait and 1 000 a second are handled.</summary>
internal sealed class Screens(Repository repository, Scratch scratch) : Subject
{
    private const int Waiting = 10_000;
    private const int ASecond = 1_000;
    private const int Keys = 200;
    private const int KeysToWarmUp = 20;
    private const string Order = """{"items":[{"cents":100,"pieces":2},{"cents":30,"pieces":4},{"cents":7,"pieces":5}]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    public override string Name => "screens";

    public override string? Missing => Tools.Missing("script", "stty");

    public override Result Measure(int runs)
    {
        var data = scratch.NewFolder();
        using var canvas = Quiet("run", Path.Combine(repository.Root, "bench", "screens.dark"), "--data", data);
        try
        {
            Fill(data);
            var answers = PressInFlood(data);
            var told = string.Join(", ", answers.Select(answer => string.Create(
                CultureInfo.InvariantCulture, $"{answer.Screen} p50 {At(answer.Times, 50):0} ms p99 {At(answer.Times, 99):0} ms")));
            Console.Error.WriteLine($"  {told}");
            return new Result($"a key on the screens, {Waiting} waiting, {ASecond}/s: {told}", null, TimeSpan.FromMilliseconds(
                answers.Max(answer => At(answer.Times, 99))), Durable: true);
        }
        finally
        {
            canvas.Kill();
            canvas.WaitForExit();
        }
    }

    private List<(string Screen, List<double> Times)> PressInFlood(string data)
    {
        using var ended = new CancellationTokenSource();
        var flood = new Thread(() => Flood(data, ended.Token));
        flood.Start();
        try
        {
            return Press(data);
        }
        finally
        {
            ended.Cancel();
            flood.Join();
        }
    }

    private List<(string Screen, List<double> Times)> Press(string data)
    {
        using var screen = new TerminalScreen($"'{repository.Dark}' tui --data '{data}'");
        screen.Until(lines => PointedAt(lines) is not null, "the overview", Patience);
        var answers = new List<(string, List<double>)> { ("overview", Times(screen, ["j", "k"], PointedAt)) };

        Select(screen, "held");
        screen.Press("\r");
        screen.Until(lines => lines.Any(line => line.Contains("[Queue 10000]", StringComparison.Ordinal))
            && PointedAt(lines) is not null, "the queue", Patience);
        answers.Add(("queue", Times(screen, ["j", "k"], PointedAt)));

        screen.Press("\e");
        screen.Until(lines => lines.Any(line => line.Contains("Workers", StringComparison.Ordinal)), "the overview again", Patience);
        Select(screen, "busy");
        screen.Press("t");
        screen.Until(lines => About(lines).Contains("was called", StringComparison.Ordinal), "a trace", Patience);
        answers.Add(("trace", Times(screen, ["\e[C", "\e[D"], About)));

        screen.Press("q");
        return answers;
    }

    private static void Select(TerminalScreen screen, string worker)
    {
        for (var i = 0; i < 10; i++)
        {
            if (screen.Shows(lines => PointedAt(lines) is { } row && lines[row].Contains($" {worker} ", StringComparison.Ordinal)))
                return;
            // On the last row it goes nowhere.
            if (screen.Answer("j", PointedAt, LongestAnswer) is null)
                screen.Answer("g", PointedAt, LongestAnswer);
        }
        throw new TimeoutException($"worker {worker} could not be selected");
    }

    private static List<double> Times<T>(TerminalScreen screen, string[] keys, Func<string[], T> look)
    {
        var times = new List<double>();
        using var pause = new ManualResetEventSlim();
        for (var i = -KeysToWarmUp; i < Keys; i++)
        {
            var time = screen.Answer(keys[(i + KeysToWarmUp) % keys.Length], look, LongestAnswer) ?? LongestAnswer;
            if (i >= 0)
                times.Add(time.TotalMilliseconds);
            // Not in step with anything of the screens.
            pause.Wait(30 + ((i + KeysToWarmUp) * 37 % 100));
        }
        return [.. times.Order()];
    }

    private static double At(List<double> times, int percent) => times[Math.Min(times.Count - 1, times.Count * percent / 100)];

    private static int? PointedAt(string[] lines) => Array.FindIndex(lines, line => line.StartsWith('▶')) is >= 0 and var row ? row : null;

    /// <summary>The line above the footer.</summary>
    private static string About(string[] lines) => lines[^2];

    private void Fill(string data)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            using var pause = Quiet("worker", "pause", "held", "--data", data);
            pause.WaitForExit();
            if (pause.ExitCode == 0)
                break;
            if (Stopwatch.GetElapsedTime(begun) > Patience)
                throw new TimeoutException("the canvas did not start");
        }
        using var emit = Quiet("emit", "held", "--ndjson", "--data", data);
        for (var i = 0; i < Waiting; i++)
            emit.StandardInput.WriteLine(Order);
        emit.StandardInput.Close();
        emit.WaitForExit();
    }

    private void Flood(string data, CancellationToken ended)
    {
        using var emit = Quiet("emit", "busy", "--ndjson", "--data", data);
        var begun = Stopwatch.GetTimestamp();
        for (var emitted = 0L; !ended.IsCancellationRequested; ended.WaitHandle.WaitOne(20))
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(begun).TotalSeconds * ASecond); emitted < due; emitted++)
                emit.StandardInput.WriteLine(Order);
            emit.StandardInput.Flush();
        }
        emit.StandardInput.Close();
        emit.WaitForExit();
    }

    /// <summary>What it prints is read and dropped.</summary>
    private Process Quiet(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(repository.Dark, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })
            ?? throw new InvalidOperationException($"{repository.Dark} did not start");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
