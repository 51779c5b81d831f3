using CsCheck;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>Any sequence of commits and restarts leaves a store with the contents of a model of a few lines.</summary>
public sealed class StoreModelTests
{
    private static readonly StoreLimits Busy = new()
    {
        FirstLogBytes = 64 << 10,
        CheckpointAtBytes = 100 << 10,
        ReleaseAtPages = 3,
        GarbageBytes = 10_000,
        MinPortionBytes = 500,
        LoadAtStart = 2,
    };

    private enum Operation
    {
        Enqueue,
        EnqueueOnce,
        Settle,
        Remove,
        Replace,
        Forget,
        Retry,
        Die,
        Spill,
        EndCommit,
        Restart,
    }

    private static readonly Gen<(Operation Operation, int Number)[]> Script =
        Gen.Select(Gen.Frequency(
            (6, Gen.Const(Operation.Enqueue)),
            (2, Gen.Const(Operation.EnqueueOnce)),
            (6, Gen.Const(Operation.Settle)),
            (1, Gen.Const(Operation.Remove)),
            (1, Gen.Const(Operation.Replace)),
            (1, Gen.Const(Operation.Forget)),
            (2, Gen.Const(Operation.Retry)),
            (2, Gen.Const(Operation.Die)),
            (4, Gen.Const(Operation.Spill)),
            (8, Gen.Const(Operation.EndCommit)),
            (1, Gen.Const(Operation.Restart))), Gen.Int[0, 1_000_000])
            .Array[0, 150];

    [Fact]
    public void The_store_in_memory_holds_what_the_model_holds() =>
        Script.Sample(script => RunThrough(script, new MemoryStore(), same => same), iter: 300);

    [Fact]
    public void The_store_on_disk_holds_what_the_model_holds() =>
        Script.Sample(
            script =>
            {
                var disk = SimulatedDisk.New(Busy);
                RunThrough(script, disk.OpenStore(Busy), before =>
                {
                    before.Dispose();
                    return disk.OpenStore(Busy);
                });
            },
            iter: 120);

    private static void RunThrough((Operation Operation, int Number)[] script, IStore store, Func<IStore, IStore> restart)
    {
        var model = new SimpleModel();
        var live = new Dictionary<Guid, Message>();
        var changes = new List<Change>();
        store.Load();
        foreach (var (operation, number) in script)
        {
            switch (operation)
            {
                case Operation.EndCommit:
                    store.Commit(changes);
                    changes.Clear();
                    break;
                case Operation.Spill:
                    store.Commit(changes);
                    changes.Clear();
                    SpillSome(number, store, model, live);
                    break;
                case Operation.Restart:
                    store.Commit(changes);
                    changes.Clear();
                    store = restart(store);
                    live = Same(model, store).ToDictionary(m => m.Id);
                    break;
                default:
                    if (Next(operation, number, model, live) is not { } change)
                        break;
                    model.Apply(change);
                    if (change is MessageUpdated update)
                        update.Message.Become(update);
                    changes.Add(change);
                    break;
            }
        }

        store.Commit(changes);
        store = restart(store);
        Same(model, store);
        store.Dispose();
    }

    /// <summary>Everything in the store: what it loads at the start, and the spilled messages.</summary>
    private static List<Message> Same(SimpleModel model, IStore store)
    {
        var contents = store.Load();
        Assert.Empty(contents.Damage);
        var messages = contents.Messages.ToList();
        foreach (var spilled in contents.Spilled)
        {
            var loaded = store.LoadSpilled(spilled.Handler, int.MaxValue);
            Assert.Equal(spilled.Count, loaded.Count);
            messages.AddRange(loaded);
        }

        Assert.Equal(Sorted(model.Describe()), Sorted(SimpleModel.Describe(messages, contents)));
        return messages;
    }

    private static string Sorted(string lines) => string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    /// <summary>Spills some messages, perhaps lets the store tidy up, and loads them again.</summary>
    private static void SpillSome(int number, IStore store, SimpleModel model, Dictionary<Guid, Message> live)
    {
        var worker = HandlerId.Worker("w" + (number % 3));
        var going = model.Ids.Select(id => live[id]).Where(m => m.CanSpill && m.Handler == worker).Take(number % 5).ToList();
        store.Spill(going);
        if (number % 2 == 0)
            Pass(store, number);
        foreach (var loaded in store.LoadSpilled(worker, int.MaxValue))
            live[loaded.Id] = loaded;
    }

    /// <summary>Makes commits that change nothing in the end, so that old batches are moved.</summary>
    private static void Pass(IStore store, int number)
    {
        for (var i = 0; i < 6; i++)
        {
            var passing = new Message
            {
                Id = Facts.Id(-number - i - 1),
                Handler = HandlerId.Worker("passing"),
                Event = Facts.Bytes(i, 9_000),
                EmittedAt = Facts.Start,
                FirstDue = Facts.Start,
                EmittedFrom = "",
            };
            store.Commit([new MessageEnqueued(passing)]);
            store.Commit([new MessageSettled(passing, Settlement.Removed)]);
        }
    }

    private static Change? Next(Operation operation, int number, SimpleModel model, Dictionary<Guid, Message> live)
    {
        if (operation is Operation.Enqueue or Operation.EnqueueOnce)
        {
            var key = operation == Operation.EnqueueOnce ? "key " + (number % 4) : null;
            var message =
                Facts.Message(number, "w" + (number % 3), number % 40 == 0 ? 9_000 : number % 200, number % 5, key, number % 500_000);
            message.BecomeEmitted();
            return live.TryAdd(message.Id, message) ? new MessageEnqueued(message) : null;
        }

        if (operation == Operation.Forget)
            return new OnceKeyForgotten(HandlerId.Worker("w" + (number % 3)), "key " + (number % 4));
        if (model.Count == 0)
            return null;
        var chosen = live[model.IdAt(number % model.Count)];
        return operation switch
        {
            Operation.Settle => new MessageSettled(chosen, Settlement.Done),
            Operation.Remove => new MessageSettled(chosen, Settlement.Removed),
            Operation.Replace => new MessageSettled(chosen, Settlement.Replaced),
            Operation.Retry => new MessageUpdated(chosen, MessageState.Retrying, Facts.Start.AddSeconds(number), number % 7, null),
            _ => Facts.Dead(chosen, number),
        };
    }
}
