using System.Diagnostics;
using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>Emits at a steady rate whatever the answers take, remembers what was acknowledged, and follows a message now and then to its end.</summary>
/// <param name="stillRuns">Throws when the process has ended: that no answer came is no doubt then.</param>
internal sealed class SoakFeeder(IControlClient control, int rate, Func<Task> stillRuns)
{
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    // What is waited for may come late on a busy machine; it is not waited for any longer then, and the audit finds it.
    private static readonly TimeSpan FollowsAtMost = TimeSpan.FromMinutes(2);
    private static readonly string Text = string.Join(' ', Enumerable.Repeat("some words that a message carries along", 4));

    private readonly Dictionary<string, SoakPromise> _promises = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private List<TimeSpan> _emits = [];
    private List<TimeSpan> _ends = [];
    private long _next;

    public SoakPromise All => _promises.Values.Aggregate(default(SoakPromise), (sum, promise) => sum + promise);

    /// <summary>How long an emit waits for its answer at most; the client has a limit of its own.</summary>
    public TimeSpan Patience { get; set; } = Timeout.InfiniteTimeSpan;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    public SoakPromise To(string worker) => _promises.GetValueOrDefault(worker);

    public async Task FeedUntil(TimeSpan time)
    {
        using var timer = new PeriodicTimer(Glance);
        while (Elapsed is var elapsed && elapsed < time)
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
        if (await Acknowledged(requests) is not null)
            _emits.Add(Stopwatch.GetElapsedTime(begun));
    }

    private async Task Follow()
    {
        var begun = Stopwatch.GetTimestamp();
        if (await Acknowledged([new EmitRequest(SoakCanvas.Work, Event(0), Wait: true)]) is not [{ Message: { } message }])
            return;
        try
        {
            using var patience = new CancellationTokenSource(FollowsAtMost);
            await control.Wait(message, patience.Token);
            _ends.Add(Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception fault) when (IsNoAnswer(fault))
        {
            await stillRuns();
        }
    }

    /// <summary>Null when no answer came.</summary>
    private async Task<IReadOnlyList<EmitView>?> Acknowledged(IReadOnlyList<EmitRequest> requests)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var views = await control.Emit(requests, patience.Token);
            Count(requests, new SoakPromise(Acknowledged: 1, InDoubt: 0));
            return views;
        }
        catch (Exception fault) when (IsNoAnswer(fault))
        {
            await stillRuns();
            Count(requests, new SoakPromise(Acknowledged: 0, InDoubt: 1));
            return null;
        }
    }

    private static bool IsNoAnswer(Exception fault) =>
        fault is OperationCanceledException or ControlException { Problem: ControlProblem.NoRuntime };

    private void Count(IReadOnlyList<EmitRequest> requests, SoakPromise each)
    {
        foreach (var request in requests)
            _promises[request.Worker] = To(request.Worker) + each;
    }

    private static EmitRequest Request(long n) => new(SoakCanvas.WorkerOf(n), Event(n));

    private static string Event(long n) => $$"""{ "n": {{n}}, "note": "{{Text}}" }""";
}
