using CsCheck;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>Any sequence of commits and restarts leaves in a store what it leaves in a model of a few lines.</summary>
public sealed class StoreModelTests
{
    private static readonly StoreLimits Busy = new()
    {
        FirstLogBytes = 64 << 10,
        CheckpointAtBytes = 100 << 10,
        LetGoAtPages = 3,
        SlackBytes = 10_000,
        LeastPortionBytes = 500,
        LoadAtStart = 2,
    };

    private enum Act
    {
        Enqueue,
        EnqueueOnce,
        Settle,
        Remove,
        Retry,
        Die,
        Rest,
        EndCommit,
        Restart,
    }

    private static readonly Gen<(Act Act, int Number)[]> Script =
        Gen.Select(Gen.Frequency(
            (6, Gen.Const(Act.Enqueue)),
            (2, Gen.Const(Act.EnqueueOnce)),
            (6, Gen.Const(Act.Settle)),
            (1, Gen.Const(Act.Remove)),
            (2, Gen.Const(Act.Retry)),
            (2, Gen.Const(Act.Die)),
            (4, Gen.Const(Act.Rest)),
            (8, Gen.Const(Act.EndCommit)),
            (1, Gen.Const(Act.Restart))), Gen.Int[0, 1_000_000])
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

    private static void RunThrough((Act Act, int Number)[] script, IStore store, Func<IStore, IStore> restart)
    {
        var model = new SimpleModel();
        var live = new Dictionary<Guid, Message>();
        var changes = new List<Change>();
        store.Load();
        foreach (var (act, number) in script)
        {
            switch (act)
            {
                case Act.EndCommit:
                    store.Commit(changes);
                    changes.Clear();
                    break;
                case Act.Rest:
                    store.Commit(changes);
                    changes.Clear();
                    Rest(number, store, model, live);
                    break;
                case Act.Restart:
                    store.Commit(changes);
                    changes.Clear();
                    store = restart(store);
                    live = Same(model, store).ToDictionary(m => m.Id);
                    break;
                default:
                    if (Next(act, number, model, live) is not { } change)
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

    /// <summary>What the store gave back at once, and what rests in it.</summary>
    private static List<Message> Same(SimpleModel model, IStore store)
    {
        var contents = store.Load();
        Assert.Empty(contents.Damage);
        var messages = contents.Messages.ToList();
        foreach (var spilled in contents.Spilled)
        {
            var woken = store.LoadSpilled(spilled.Handler, int.MaxValue);
            Assert.Equal(spilled.Count, woken.Count);
            messages.AddRange(woken);
        }

        Assert.Equal(Sorted(model.Describe()), Sorted(SimpleModel.Describe(messages, contents)));
        return messages;
    }

    private static string Sorted(string lines) => string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    /// <summary>Some go to rest, perhaps the store tidies up meanwhile, and they are woken again.</summary>
    private static void Rest(int number, IStore store, SimpleModel model, Dictionary<Guid, Message> live)
    {
        var worker = HandlerId.Worker("w" + (number % 3));
        var going = model.Ids.Select(id => live[id]).Where(m => m.CanSpill && m.Handler == worker).Take(number % 5).ToList();
        store.Spill(going);
        if (number % 2 == 0)
            Pass(store, number);
        foreach (var woken in store.LoadSpilled(worker, int.MaxValue))
            live[woken.Id] = woken;
    }

    /// <summary>Commits that change nothing in the end, so that old batches are moved.</summary>
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

    private static Change? Next(Act act, int number, SimpleModel model, Dictionary<Guid, Message> live)
    {
        if (act is Act.Enqueue or Act.EnqueueOnce)
        {
            var key = act == Act.EnqueueOnce ? "key " + (number % 4) : null;
            var message =
                Facts.Message(number, "w" + (number % 3), number % 40 == 0 ? 9_000 : number % 200, number % 5, key, number % 500_000);
            message.BecomeEmitted();
            return live.TryAdd(message.Id, message) ? new MessageEnqueued(message) : null;
        }

        if (model.Count == 0)
            return null;
        var chosen = live[model.IdAt(number % model.Count)];
        return act switch
        {
            Act.Settle => new MessageSettled(chosen, Settlement.Done),
            Act.Remove => new MessageSettled(chosen, Settlement.Removed),
            Act.Retry => new MessageUpdated(chosen, MessageState.Retrying, Facts.Start.AddSeconds(number), number % 7, null),
            _ => Facts.Dead(chosen, number),
        };
    }
}
