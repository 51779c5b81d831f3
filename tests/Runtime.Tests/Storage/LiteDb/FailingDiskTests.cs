using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>A failed commit leaves nothing behind, and the store continues when the disk does.</summary>
public sealed class FailingDiskTests
{
    private const int NoSpace = 28;
    private const int InputOutput = 5;

    private static readonly StoreLimits Busy =
        new()
        {
            FirstLogBytes = 64 << 10,
            CheckpointAtBytes = 200 << 10,
            ReleaseAtPages = 8,
            GarbageBytes = 30_000,
            MinPortionBytes = 2_000,
        };

    [Theory]
    [InlineData(InputOutput, StoreProblem.Io)]
    [InlineData(NoSpace, StoreProblem.Full)]
    public void A_commit_can_be_retried_after_any_write_or_sync_failed(int code, StoreProblem problem)
    {
        var whole = Operations(-1, code, problem);
        for (var failing = 3; failing < whole; failing += CrashTests.IsThorough ? 1 : 11)
            Operations(failing, code, problem);
    }

    [Fact]
    public void While_the_disk_is_full_commits_fail_and_acknowledged_data_stays()
    {
        var disk = SimulatedDisk.New(Busy);
        var store = disk.OpenStore(Busy);
        store.Load();
        for (var i = 1; i <= 20; i++)
            store.Commit([new MessageEnqueued(Facts.Message(i))]);
        disk.BeforeOperation = _ => throw new IOException("no space left", NoSpace);
        for (var i = 0; i < 5; i++)
            Assert.Equal(
                StoreProblem.Full, Assert.Throws<StoreException>(() => store.Commit([new MessageEnqueued(Facts.Message(99))])).Problem);
        disk.BeforeOperation = _ => { };
        store.Commit([new MessageEnqueued(Facts.Message(21, size: 100_000))]);
        using var crashed = disk.Now().OpenStore(Busy);
        Assert.Equal(Enumerable.Range(1, 21).Select(Facts.Id), crashed.Load().Messages.Select(m => m.Id));
    }

    [Fact]
    public void On_a_full_disk_all_waiting_messages_can_be_settled_which_makes_room_for_emits()
    {
        var (disk, store, emitted) = Full();
        foreach (var message in emitted)
            store.Commit([new MessageSettled(message, Settlement.Done)], mayUseReserve: true);
        var next = Facts.Message(100_000, size: 2_000);
        store.Commit([new MessageEnqueued(next)]);
        using var crashed = disk.Now().OpenStore(StoreLimits.Default);
        Assert.Equal([next.Id], crashed.Load().Messages.Select(message => message.Id));
    }

    [Fact]
    public void On_a_full_disk_messages_can_still_move_from_worker_to_worker()
    {
        var (disk, store, emitted) = Full();
        var (waiting, number) = (new Queue<Message>(emitted), 200_000);
        for (var round = 0; round < 3 * emitted.Count; round++)
        {
            var next = Facts.Message(number++, size: 100);
            store.Commit([new MessageSettled(waiting.Dequeue(), Settlement.Done), new MessageEnqueued(next)], mayUseReserve: true);
            waiting.Enqueue(next);
        }

        using var crashed = disk.Now().OpenStore(StoreLimits.Default);
        Assert.Equal(waiting.Select(message => message.Id), crashed.Load().Messages.Select(message => message.Id));
    }

    [Theory]
    [InlineData(0, 33 << 19)]
    [InlineData(12 << 20, 5 << 19)]
    public void On_a_full_disk_the_emits_of_one_attempt_can_be_purged_completely(int emptyLog, int fromRoom)
    {
        var (disk, store, emitted) = FannedOut(emptyLog, fromRoom);
        foreach (var portion in emitted.Chunk(1_000))
            Remove(store, portion);
        store.Commit([new MessageEnqueued(Facts.Message(200_000, size: 2_000))]);
        using var crashed = disk.Now().OpenStore(StoreLimits.Default);
        Assert.Equal([Facts.Id(200_000)], crashed.Load().Messages.Select(message => message.Id));
    }

    [Fact]
    public void On_a_full_disk_the_emits_of_one_attempt_can_be_settled_one_by_one()
    {
        var (disk, store, emitted) = FannedOut(12 << 20, 5 << 19);
        foreach (var message in emitted.Take(2_000))
            store.Commit([new MessageSettled(message, Settlement.Done)], mayUseReserve: true);
        foreach (var few in emitted.Skip(2_000).Chunk(100))
            store.Commit([.. few.Select(message => new MessageSettled(message, Settlement.Done))], mayUseReserve: true);
        store.Commit([new MessageEnqueued(Facts.Message(200_000, size: 2_000))]);
        using var crashed = disk.Now().OpenStore(StoreLimits.Default);
        var contents = crashed.Load();
        Assert.Equal([Facts.Id(200_000)], contents.Messages.Select(message => message.Id));
        Assert.Equal(95_001, contents.Totals[emitted[0].Handler].Done);
    }

    [Fact]
    public void On_a_full_disk_the_emits_of_one_attempt_can_be_purged_after_a_restart()
    {
        var (disk, _, _) = FannedOut(12 << 20, 5 << 19);
        var again = disk.Now();
        again.Capacity = Math.Max(disk.Capacity, again.Allocated);
        var store = again.OpenStore(StoreLimits.Default);
        IReadOnlyList<Message> emitted = [.. store.Load().Messages, .. store.LoadSpilled(Facts.Message(1).Handler, int.MaxValue)];
        Assert.Equal(95_000, emitted.Count);
        foreach (var portion in emitted.Chunk(1_000))
            Remove(store, portion);
        store.Commit([new MessageEnqueued(Facts.Message(200_000, size: 2_000))]);
    }

    private static void Remove(LiteDbStore store, IEnumerable<Message> messages) =>
        store.Commit([.. messages.Select(message => new MessageSettled(message, Settlement.Removed))], mayUseReserve: true);

    /// <summary>Makes a store on a disk with just enough room for the emits of one attempt.</summary>
    private static (SimulatedDisk Disk, LiteDbStore Store, List<Message> Emitted) FannedOut(int emptyLog, int fromRoom)
    {
        for (var room = fromRoom; ; room += 256 << 10)
        {
            var disk = SimulatedDisk.New(new StoreLimits { FirstLogBytes = (1 << 20) + emptyLog });
            var store = disk.OpenStore(StoreLimits.Default);
            store.Load();
            var fan = Facts.Message(1);
            store.Commit([new MessageEnqueued(fan)]);
            disk.Capacity = disk.Allocated + room;
            var emitted = Enumerable.Range(2, 95_000).Select(i => Facts.Message(i, size: 60)).ToList();
            try
            {
                store.Commit(
                    [new MessageSettled(fan, Settlement.Done), .. emitted.Select(message => new MessageEnqueued(message))],
                    mayUseReserve: true);
                return (disk, store, emitted);
            }
            catch (StoreException full) when (full.Problem == StoreProblem.Full)
            {
                // Tries again with a little more room.
            }
        }
    }

    [Fact]
    public void A_failed_settlement_leaves_nothing_in_a_shared_page()
    {
        var disk = SimulatedDisk.New(Busy);
        var store = disk.OpenStore(Busy);
        store.Load();
        var messages = Enumerable.Range(1, 6).Select(i => Facts.Message(i, worker: $"worker{i}")).ToList();
        store.Commit([.. messages.Select(message => new MessageEnqueued(message))]);
        store.Commit([new MessageSettled(messages[0], Settlement.Done)]);
        disk.BeforeOperation = _ => throw new IOException("the disk says no", InputOutput);
        Assert.Throws<StoreException>(() => store.Commit([new MessageSettled(messages[1], Settlement.Done)]));
        disk.BeforeOperation = _ => { };
        store.Commit([new MessageSettled(messages[2], Settlement.Removed)]);
        store.Commit([new MessageUpdated(messages[3], MessageState.Retrying, Facts.Start.AddHours(1), 1, null), new MessageUpdated(
            messages[4], MessageState.Retrying, Facts.Start.AddHours(2), 2, null)]);
        using var crashed = disk.Now().OpenStore(Busy);
        var contents = crashed.Load();
        Assert.Equal([(2, 0), (4, 1), (5, 2), (6, 0)], contents.Messages.Select(
            message => (messages.FindIndex(m => m.Id == message.Id) + 1, message.Attempts)));
        Assert.Equal(Facts.Start.AddHours(2), contents.Messages[2].Due);
        Assert.Equal((1, 0), (contents.Totals[messages[0].Handler].Done, contents.Totals.GetValueOrDefault(messages[1].Handler).Done));
    }

    /// <summary>Makes a store and fills it with emits until its disk is full.</summary>
    private static (SimulatedDisk Disk, LiteDbStore Store, List<Message> Emitted) Full()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        var store = disk.OpenStore(StoreLimits.Default);
        var emitted = new List<Message>();
        store.Load();
        disk.Capacity = disk.Allocated + (12 << 20);
        for (var isFull = false; !isFull;)
        {
            var message = Facts.Message(emitted.Count + 1, size: 2_000);
            isFull = !TryEmit(store, message);
            if (!isFull)
                emitted.Add(message);
        }

        return (disk, store, emitted);
    }

    private static bool TryEmit(LiteDbStore store, Message message)
    {
        try
        {
            store.Commit([new MessageEnqueued(message)]);
            return true;
        }
        catch (StoreException full)
        {
            Assert.Equal(StoreProblem.Full, full.Problem);
            return false;
        }
    }

    /// <summary>Runs a script with one failing operation and repeats each failed commit; returns the number of operations.</summary>
    private static int Operations(int failing, int code, StoreProblem problem)
    {
        var disk = SimulatedDisk.New(Busy);
        var store = disk.OpenStore(Busy);
        var (traffic, model) = (new Traffic(7), new Traffic(7));
        store.Load();
        disk.BeforeOperation = number =>
        {
            if (number == failing)
                throw new IOException("the disk says no", code);
        };
        var (failed, commits) = (0, 70);
        for (var i = 0; i < commits; i++)
        {
            var changes = traffic.NextCommit();
            try
            {
                store.Commit(changes);
            }
            catch (StoreException error)
            {
                Assert.Equal(problem, error.Problem);
                failed++;
                failing = -1;
                CheckHolds(disk, model);
                store.Commit(changes);
            }

            model.NextCommit();
        }

        Assert.True(failed <= 1);
        CheckHolds(disk, model);
        store.Dispose();
        return disk.OperationCount;
    }

    /// <summary>Checks that another process that opens the disk now finds the messages of the acknowledged commits.</summary>
    private static void CheckHolds(SimulatedDisk disk, Traffic model)
    {
        using var other = disk.Now().OpenStore(Busy);
        Assert.Equal(model.LiveIds, other.Load().Messages.Select(m => m.Id));
    }
}
