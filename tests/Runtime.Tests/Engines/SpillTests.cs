using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>If very many messages wait, most of them are spilled to the store, which makes no difference to clients.</summary>
public sealed class SpillTests
{
    private const int Many = 3 * HandlerQueue.MaxInMemory;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_lists_and_single_messages_are_as_if_all_were_in_memory()
    {
        using var canvas = Running.Open("worker other\n  event\n");
        var last = await Fill(canvas);
        var lost = Assert.Single((await canvas.Status()).NotFound);
        Assert.Equal((Many, $"{Many}"), ((int)lost.Messages, lost.Event!.Json));
        var all = await canvas.Ask(Operations.Messages, new(Limit: int.MaxValue));
        Assert.Equal(Enumerable.Range(1, Many).Select(n => $"{n}"), all.Select(m => m.Event!.Json));
        var shown = await canvas.Ask(Operations.Message, new(last.ToString()));
        Assert.Equal((last, MessageState.NotFound, $"{Many}"), (shown.Id, shown.State, shown.Event!.Json));
    }

    [Fact]
    public async Task A_purge_removes_all_of_them_with_few_commits()
    {
        using var folder = new TemporaryFolder();
        var w = HandlerId.Worker("w");
        using (var canvas = Running.Open("worker w\n  event\n", LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner)))
        {
            await canvas.Ask(Operations.Pause, new PauseRequest(w, "me"));
            await Fill(canvas);
            var awaited = await canvas.Emit("w", "0", wait: true);
            var end = canvas.Ask(Operations.Wait, new WaitRequest(awaited));
            var removed = await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Handler: w));
            Assert.Equal(Many + 1, removed.Count);
            Assert.Equal(MessageState.Removed, (await end).State);
            Assert.Equal(0, (await canvas.Worker("w")).Ready);
            await canvas.Emit("w", "1");
        }
        using var next = Running.Open("worker w\n  event\n", LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner));
        Assert.Equal(1, (await next.Worker("w")).Ready);
    }

    [Fact]
    public async Task All_of_them_run_after_a_restart_with_their_worker()
    {
        using var folder = new TemporaryFolder();
        using (var canvas = Running.Open("worker other\n  event\n", LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner)))
        {
            await Fill(canvas);
            await canvas.Idle();
        }

        using var next = Running.Open("worker w\n  event\n", LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner));
        await next.Idle();
        var worker = await next.Worker("w");
        Assert.Equal((0, Many), (worker.Ready, worker.Done));
    }

    [Fact]
    public async Task All_of_them_can_be_removed()
    {
        using var canvas = Running.Open("worker other\n  event\n");
        await Fill(canvas);
        Assert.Equal(Many, (await canvas.Ask(Operations.Remove, new(SelectionState.NotFound, All: true))).Count);
        Assert.Empty((await canvas.Status()).NotFound);
    }

    private static async Task<Guid> Fill(Running canvas)
    {
        var last = Guid.Empty;
        for (var from = 1; from <= Many; from += 1024)
        {
            var emitted = await canvas.Ask(Operations.Emit, [.. Enumerable.Range(from, 1024).Select(n => new EmitRequest("w", $"{n}"))]);
            last = emitted[^1].Message!.Value;
        }

        return last;
    }
}
