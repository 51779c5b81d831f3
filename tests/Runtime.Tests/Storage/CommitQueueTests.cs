using System.Collections.Concurrent;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>
/// The one writer. Its callbacks run on its own thread, where a failing assertion would only be reported as a bug: they record what
/// happened, and the tests look at that afterwards.
/// </summary>
public sealed class CommitQueueTests : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RefusingStore _store = new();
    private readonly object _gate = new();
    private readonly ConcurrentQueue<string> _notices = new();
    private readonly CountSignal _noticed = new();
    private readonly ConcurrentQueue<StoreProblem?> _troubles = new();
    private readonly ConcurrentQueue<Exception> _faults = new();

    // What does not fit in a batch is retried a second after the batch has ended.
    private readonly CountSignal _batches = new();

    [Fact]
    public async Task Units_are_reported_in_order_and_only_after_their_commit()
    {
        const int units = 5_000;
        using var queue = Open();
        var reported = new ConcurrentQueue<(int Number, int Stored)>();
        for (var i = 0; i < units; i++)
        {
            var number = i;
            queue.Submit(new CommitUnit([Resume(number)], () => Report(number), null));
        }
        await _noticed.Reaches(units);
        Assert.Equal(Enumerable.Range(0, units), reported.Select(report => report.Number));
        Assert.DoesNotContain(reported, report => report.Stored <= report.Number);

        void Report(int number)
        {
            reported.Enqueue((number, _store.Stored));
            _noticed.Add();
        }
    }

    [Fact]
    public async Task Finished_work_is_deferred_while_the_disk_is_full_and_stored_when_there_is_room()
    {
        _store.Refuses = _ => true;
        using var queue = Open();
        queue.Submit(new CommitUnit([Resume(1)], Note("stored"), null));
        for (var batch = 1; batch <= 3; batch++)
        {
            await _batches.Reaches(batch);
            Assert.Equal((batch, 0), (_store.Refusals, _notices.Count));
            if (batch == 3)
                _store.Refuses = _ => false;
            _time.Advance(RetryAfter);
        }
        await _noticed.Reaches(1);
        Assert.Equal([StoreProblem.Full, null], _troubles);
    }

    [Fact]
    public void Units_that_come_after_the_writer_has_ended_are_refused()
    {
        var queue = Open();
        queue.Dispose();
        queue.Submit(new CommitUnit([Resume(1)], Note("stored"), NoteRefusal("refused")));
        queue.SubmitWithoutWaiting(new CommitUnit([Resume(2)], Note("stored"), NoteRefusal("refused")));
        Assert.Equal(["refused: Io", "refused: Io"], _notices);
    }

    [Fact]
    public async Task On_a_full_disk_commands_that_bring_nothing_new_are_stored_and_emits_beside_them_are_refused()
    {
        _store.Refuses = change => change is MessageEnqueued;
        using var queue = Open();
        lock (_gate)
        {
            // The writer can't report its first batch before both others are in the second.
            queue.Submit(new CommitUnit([Resume(1)], Note("first stored"), null));
            queue.Submit(new CommitUnit([new MessageEnqueued(Facts.Message(1))], Note("emit stored"), NoteRefusal("emit refused")));
            queue.Submit(new CommitUnit([Resume(2)], Note("second stored"), NoteRefusal("second refused")));
        }
        await _noticed.Reaches(3);
        Assert.Equal(["emit refused: Full", "first stored", "second stored"], _notices.Order());
    }

    [Fact]
    public async Task Nothing_about_the_same_subject_is_stored_before_work_that_does_not_fit()
    {
        _store.MostNew = 1;
        using var queue = Open();
        queue.Submit(new CommitUnit(
            [Resume(1), new MessageEnqueued(Facts.Message(1)), new MessageEnqueued(Facts.Message(2))], Note("large"), null));
        await _batches.Reaches(1);
        queue.Submit(new CommitUnit([Resume(1), Resume(3)], Note("the same"), null));
        queue.Submit(new CommitUnit([Resume(3)], Note("the same as that"), null));
        queue.Submit(new CommitUnit([Resume(1)], Note("stored"), NoteRefusal("refused")));
        queue.Submit(new CommitUnit([], Note("stored"), NoteRefusal("nothing to store, refused")));
        queue.Submit(new CommitUnit([Resume(2)], Note("another"), null));
        await _noticed.Reaches(3);
        Assert.Equal(["another", "nothing to store, refused: Full", "refused: Full"], _notices.Order());

        _store.MostNew = 2;
        _time.Advance(RetryAfter);
        await _noticed.Reaches(6);
        Assert.Equal(["large", "the same", "the same as that"], _notices.Skip(3));
    }

    [Fact]
    public async Task Many_units_that_do_not_fit_do_not_hold_up_one_that_does()
    {
        _store.MostNew = 1;
        using (var queue = Open())
        {
            lock (_gate)
            {
                for (var i = 0; i < 6; i++)
                    queue.Submit(new CommitUnit([
                        new MessageEnqueued(Facts.Message(2 * i)),
                        new MessageEnqueued(Facts.Message((2 * i) + 1))], Note("too large"), null));
                queue.Submit(new CommitUnit([new MessageEnqueued(Facts.Message(100))], Note("fits"), null));
            }
            await _noticed.Reaches(1);
        }
        Assert.Equal(["fits"], _notices);
    }

    [Fact]
    public async Task A_unit_that_can_wait_is_stored_even_if_nothing_comes_after_it()
    {
        using var queue = Open();
        for (var i = 0; i < 20; i++)
        {
            queue.Submit(new PatientUnit(i, Note("stored")));
            await _noticed.Reaches(i + 1);
        }
    }

    [Fact]
    public void Units_that_can_wait_wait_for_an_urgent_one_or_for_many_of_their_kind()
    {
        var waiting = new WaitingUnits();
        for (var i = 0; i < 63; i++)
            waiting.Add(new PatientUnit(i, () => { }));
        Assert.False(waiting.IsUrgent);
        waiting.Add(new CommitUnit([Resume(63)], null, null));
        Assert.True(waiting.IsUrgent);
        var batch = new List<CommitUnit>();
        waiting.Take(batch);
        Assert.Equal(64, batch.Count);
        Assert.False(waiting.IsUrgent);

        for (var i = 0; i < 64; i++)
            waiting.Add(new PatientUnit(i, () => { }));
        Assert.True(waiting.IsUrgent);
    }

    /// <summary>A start reads the store commit by commit: their size decides how much memory that takes.</summary>
    [Fact]
    public void Units_share_a_commit_until_it_has_ten_thousand_changes()
    {
        var waiting = new WaitingUnits();
        for (var i = 0; i < 30; i++)
            waiting.Add(new CommitUnit([.. Enumerable.Range(0, 1_000).Select(Resume)], null, null));
        var batch = new List<CommitUnit>();
        waiting.Take(batch);
        Assert.Equal(10, batch.Count);
    }

    [Fact]
    public void Closing_commits_what_waits()
    {
        var queue = Open();
        for (var i = 0; i < 100; i++)
            queue.Submit(new CommitUnit([Resume(i)], Note("stored"), null));
        queue.Dispose();
        Assert.Equal((100, 100), (_notices.Count, _store.Stored));
    }

    [Fact]
    public async Task A_bug_in_a_callback_costs_its_unit_and_not_the_writer()
    {
        _store.Refuses = change => change is MessageEnqueued;
        var faults = new ConcurrentQueue<string>();
        Task followed;
        using (var queue = new CommitQueue(
            _store, _time, _gate, () => throw new InvalidOperationException("batch"), _ => { }, _ => { },
            fault => faults.Enqueue(fault.Message)))
        {
            var broken = new CommitUnit([Resume(1)], () => throw new InvalidOperationException("committed"));
            followed = broken.WhenEnded(TaskCreationOptions.None);
            queue.Submit(broken);
            queue.Submit(new CommitUnit(
                [new MessageEnqueued(Facts.Message(1))], null, _ => throw new InvalidOperationException("refused")));
            queue.Submit(new UndeferrableUnit());
            queue.Submit(new CommitUnit([Resume(2)], Note("stored")));
            await _noticed.Reaches(1);
        }
        Assert.True(followed.IsCompletedSuccessfully);
        Assert.Equal(["batch", "committed", "deferred", "refused"], faults.Distinct().Order());
    }

    public void Dispose()
    {
        _store.Dispose();
        Assert.Empty(_faults);
    }

    private CommitQueue Open() => new(
        _store, _time, _gate, () => _batches.Add(), trouble => _troubles.Enqueue(trouble?.Problem), _ => { }, _faults.Enqueue);

    private Action Note(string notice) => () =>
    {
        _notices.Enqueue(notice);
        _noticed.Add();
    };

    private Action<StoreException> NoteRefusal(string notice) => problem => Note($"{notice}: {problem.Problem}")();

    private static HandlerResumed Resume(int number) => new(HandlerId.Worker($"w{number}"));

    private sealed class UndeferrableUnit() : CommitUnit([new MessageEnqueued(Facts.Message(2))])
    {
        public override void Deferred(StoreException problem) => throw new InvalidOperationException("deferred");
    }

    private sealed class PatientUnit(int number, Action onDone) : CommitUnit([Resume(number)], onDone)
    {
        public override bool CanWait => true;
    }
}
