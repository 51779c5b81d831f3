using System.Collections.Concurrent;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Storage;

public sealed class CommitQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RefusingStore _store = new();
    private readonly object _gate = new();

    [Fact]
    public async Task Whoever_submits_is_told_in_order_and_only_after_the_commit()
    {
        using var queue = Open();
        var told = new List<int>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 5_000; i++)
        {
            var number = i;
            queue.Submit(new CommitUnit([Resume(number)], () => Tell(number), null));
        }
        await last.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 5_000), told);

        void Tell(int number)
        {
            told.Add(number);
            if (number == 4_999)
                last.SetResult();
        }
    }

    [Fact]
    public async Task Done_work_is_kept_while_the_disk_is_full_and_stored_when_there_is_room()
    {
        _store.Refuses = _ => true;
        var told = new ConcurrentQueue<StoreException?>();
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queue = new CommitQueue(_store, _time, _gate, () => { }, told.Enqueue, _ => { });
        queue.Submit(new CommitUnit([Resume(1)], stored.SetResult, null));
        await Until(() => _store.Refusals >= 3);
        Assert.False(stored.Task.IsCompleted);

        _store.Refuses = _ => false;
        await Until(() => stored.Task.IsCompleted);
        Assert.Equal([StoreProblem.Full, null], told.Select(trouble => trouble?.Problem));
    }

    [Fact]
    public void What_comes_when_the_writer_has_ended_is_refused()
    {
        var queue = Open();
        queue.Dispose();
        var refusals = 0;
        queue.Submit(new CommitUnit([Resume(1)], () => { }, _ => refusals++));
        queue.SubmitWithoutWaiting(new CommitUnit([Resume(2)], () => { }, _ => refusals++));
        Assert.Equal(2, refusals);
    }

    [Fact]
    public async Task On_a_full_disk_acts_that_bring_nothing_new_are_stored_and_emits_beside_them_are_refused()
    {
        _store.Refuses = change => change is MessageEnqueued;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refused = new TaskCompletionSource<StoreException>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queue = Open();
        lock (_gate)
        {
            // The writer can't tell of its first batch before both wait for the second.
            queue.Submit(new CommitUnit([Resume(1)], () => { }, null));
            queue.Submit(new CommitUnit([new MessageEnqueued(Facts.Message(1))], () => Assert.Fail("it is stored"), refused.SetResult));
            queue.Submit(new CommitUnit([Resume(2)], stored.SetResult, _ => Assert.Fail("it is refused")));
        }
        await stored.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(
            StoreProblem.Full, (await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public async Task Nothing_that_is_about_the_same_is_stored_before_work_that_does_not_fit()
    {
        _store.MostNew = 1;
        var told = new ConcurrentQueue<string>();
        using var queue = Open();
        queue.Submit(new CommitUnit(
            [Resume(1), new MessageEnqueued(Facts.Message(1)), new MessageEnqueued(Facts.Message(2))], () => told.Enqueue("large"), null));
        await Until(() => _store.Refusals > 0);
        queue.Submit(new CommitUnit([Resume(1), Resume(3)], () => told.Enqueue("the same"), null));
        queue.Submit(new CommitUnit([Resume(3)], () => told.Enqueue("the same as that"), null));
        queue.Submit(new CommitUnit([Resume(1)], () => told.Enqueue("stored"), _ => told.Enqueue("refused")));
        queue.Submit(new CommitUnit([], () => told.Enqueue("stored"), _ => told.Enqueue("nothing to store")));
        queue.Submit(new CommitUnit([Resume(2)], () => told.Enqueue("another"), null));
        await Until(() => told.Count >= 3);
        Assert.Equal(["another", "nothing to store", "refused"], told.Order());

        _store.MostNew = 2;
        await Until(() => told.Count == 6);
        Assert.Equal(["large", "the same", "the same as that"], told.Skip(3));
    }

    [Fact]
    public async Task Many_that_do_not_fit_do_not_hold_up_one_that_does()
    {
        _store.MostNew = 1;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queue = Open();
        lock (_gate)
        {
            for (var i = 0; i < 6; i++)
                queue.Submit(new CommitUnit([
                    new MessageEnqueued(Facts.Message(2 * i)),
                    new MessageEnqueued(Facts.Message((2 * i) + 1))], () => Assert.Fail("it does not fit"), null));
            queue.Submit(new CommitUnit([new MessageEnqueued(Facts.Message(100))], stored.SetResult, null));
        }
        await Until(() => stored.Task.IsCompleted);
        _store.Refuses = _ => true;
    }

    private async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            // The wait for the next try may not have begun yet.
            limit.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task What_nobody_waits_for_is_stored_without_anything_that_comes_after_it()
    {
        using var queue = Open();
        for (var i = 0; i < 20; i++)
        {
            var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Submit(new Patient(i, stored.SetResult));
            await stored.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void What_nobody_waits_for_waits_for_an_emit_or_for_many_of_its_kind()
    {
        var waiting = new WaitingUnits();
        for (var i = 0; i < 63; i++)
            waiting.Add(new Patient(i, () => { }));
        Assert.False(waiting.IsUrgent);
        waiting.Add(new CommitUnit([Resume(63)], null, null));
        Assert.True(waiting.IsUrgent);
        var batch = new List<CommitUnit>();
        waiting.Take(batch);
        Assert.Equal(64, batch.Count);
        Assert.False(waiting.IsUrgent);

        for (var i = 0; i < 64; i++)
            waiting.Add(new Patient(i, () => { }));
        Assert.True(waiting.IsUrgent);
    }

    [Fact]
    public void Closing_commits_what_waits()
    {
        var stored = 0;
        var queue = Open();
        for (var i = 0; i < 100; i++)
            queue.Submit(new CommitUnit([Resume(i)], () => stored++, null));
        queue.Dispose();
        Assert.Equal(100, stored);
    }

    public void Dispose() => _store.Dispose();

    private CommitQueue Open() => new(_store, _time, _gate, () => { }, _ => { }, _ => { });

    private static HandlerResumed Resume(int number) => new(HandlerId.Worker($"w{number}"));

    private sealed class Patient(int number, Action onDone) : CommitUnit([Resume(number)], onDone)
    {
        public override bool CanWait => true;
    }
}
