using System.Diagnostics;
using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>Emits at a steady rate whatever the answers take, remembers what was acknowledged, and follows a message now and then to its end.</summary>
internal sealed class SoakFeeder(IControlClient control, int rate)
{
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly string Text = string.Join(' ', Enumerable.Repeat("some words that a message carries along", 4));

    private readonly Dictionary<string, long> _acknowledged = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private List<TimeSpan> _emits = [];
    private List<TimeSpan> _ends = [];
    private long _next;

    public long Acknowledged => _acknowledged.Values.Sum();

    public long To(string worker) => _acknowledged.GetValueOrDefault(worker);

    public async Task FeedUntil(TimeSpan time)
    {
        using var timer = new PeriodicTimer(Glance);
        while (Stopwatch.GetElapsedTime(_begun) is var elapsed && elapsed < time)
        {
            var wanted = (long)(elapsed.TotalSeconds * rate);
            while (_next < wanted)
                await Emit((int)Math.Min(MostAtOnce, wanted - _next));
            await Follow();
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Since the last time.</summary>
    public (IReadOnlyList<TimeSpan> Emits, IReadOnlyList<TimeSpan> Ends) TakeTimes()
    {
        var taken = (_emits, _ends);
        (_emits, _ends) = ([], []);
        return taken;
    }

    private async Task Emit(int messages)
    {
        var requests = Enumerable.Range(0, messages).Select(_ => Request(_next++)).ToList();
        var begun = Stopwatch.GetTimestamp();
        Count(await control.Emit(requests, CancellationToken.None));
        _emits.Add(Stopwatch.GetElapsedTime(begun));
    }

    private async Task Follow()
    {
        var begun = Stopwatch.GetTimestamp();
        var emitted = await control.Emit([new EmitRequest(SoakCanvas.Work, Event(0), Wait: true)], CancellationToken.None);
        Count(emitted);
        var end = await control.Wait(emitted[0].Message!.Value, CancellationToken.None);
        _ends.Add(Stopwatch.GetElapsedTime(begun));
        Assert.Equal("done", end.State);
    }

    private void Count(IReadOnlyList<EmitView> emitted)
    {
        foreach (var view in emitted)
            _acknowledged[view.Worker] = To(view.Worker) + 1;
    }

    private static EmitRequest Request(long n) => new(SoakCanvas.WorkerOf(n), Event(n));

    private static string Event(long n) => $$"""{ "n": {{n}}, "note": "{{Text}}" }""";
}
