using System.Diagnostics;
using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Emits at a steady rate, however long the answers take, records what was acknowledged, and sometimes follows a message to its end.
/// </summary>
/// <param name="stillRuns">Throws if the process has ended, so that a missing answer is not taken for doubt.</param>
internal sealed class SoakFeeder(IControlClient control, int rate, Func<Task> stillRuns)
{
    private const int MaxAtOnce = 500;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    // On a busy machine the end of a message may come late. After this time the feeder stops waiting and leaves it to the audit.
    private static readonly TimeSpan MaxFollowTime = TimeSpan.FromMinutes(2);
    private static readonly string Text = string.Join(' ', Enumerable.Repeat("some words that a message carries along", 4));

    private readonly Dictionary<string, SoakPromise> _promises = [];
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private List<TimeSpan> _emits = [];
    private List<TimeSpan> _ends = [];
    private long _next;

    public SoakPromise All => _promises.Values.Aggregate(default(SoakPromise), (sum, promise) => sum + promise);

    /// <summary>The longest that an emit waits for its answer, besides the limit of the client itself.</summary>
    public TimeSpan AnswerTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    public SoakPromise To(string worker) => _promises.GetValueOrDefault(worker);

    public async Task FeedUntil(TimeSpan time)
    {
        using var timer = new PeriodicTimer(Glance);
        while (Elapsed is var elapsed && elapsed < time)
        {
            var wanted = (long)(elapsed.TotalSeconds * rate);
            while (_next < wanted)
                await Emit((int)Math.Min(MaxAtOnce, wanted - _next));
            await Follow();
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Returns the times since the last call.</summary>
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
            using var timeout = new CancellationTokenSource(MaxFollowTime);
            await control.Ask(Operations.Wait, new(message), timeout.Token);
            _ends.Add(Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception fault) when (IsNoAnswer(fault))
        {
            await stillRuns();
        }
    }

    /// <summary>Emits and returns the acknowledgements; null if no answer came.</summary>
    private async Task<IReadOnlyList<EmitView>?> Acknowledged(IReadOnlyList<EmitRequest> requests)
    {
        try
        {
            using var timeout = new CancellationTokenSource(AnswerTimeout);
            var views = await control.Ask(Operations.Emit, requests, timeout.Token);
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
