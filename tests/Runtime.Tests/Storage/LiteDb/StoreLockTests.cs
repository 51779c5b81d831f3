using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class StoreLockTests : IDisposable
{
    private static readonly StoreOwner Owner = new(Environment.ProcessId, "/work/orders.dark", Facts.Start, "here", "/run/dark.sock");

    private static readonly StoreOwner Reader = Owner with { Canvas = "a command that reads it", ControlSocket = null };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_error_for_a_second_opener_names_the_holder_of_the_store()
    {
        using var first = LiteDbStore.Open(_folder.Path, Owner);
        var error = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path, Owner));
        Assert.Equal(StoreProblem.Held, error.Problem);
        Assert.Contains($"process {Environment.ProcessId} on here", error.Message, StringComparison.Ordinal);
        Assert.Contains("/work/orders.dark", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_only_reads_the_store_is_waited_for()
    {
        var waited = new TaskCompletionSource<StoreOwner>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = LiteDbStore.Open(_folder.Path, Reader);
        var opening =
            Task.Run(() => LiteDbStore.Open(_folder.Path, Owner, wait: new HolderWait(TimeSpan.FromMinutes(5), waited.SetResult)), Token);
        Assert.Equal(Reader, await waited.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));
        first.Dispose();
        using var second = await opening;
        Assert.Equal(Owner, LiteDbStore.FindHolder(_folder.Path));
    }

    [Fact]
    public void A_running_canvas_is_not_waited_for()
    {
        using var first = LiteDbStore.Open(_folder.Path, Owner);
        var wait = new HolderWait(TimeSpan.FromMinutes(5), _ => Assert.Fail("it is waited for"));
        Assert.Equal(StoreProblem.Held, Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path, Owner, wait: wait)).Problem);
    }

    [Fact]
    public void A_command_that_holds_the_store_for_too_long_is_named()
    {
        using var first = LiteDbStore.Open(_folder.Path, Reader);
        var error =
            Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path, Owner, wait: new HolderWait(TimeSpan.Zero, _ => { })));
        Assert.Equal(StoreProblem.Held, error.Problem);
        Assert.EndsWith(
            "on here, a command that reads it, since 2026-03-01 12:00:00Z; try again when it has ended",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_holder_is_found_from_outside_while_it_runs()
    {
        using (LiteDbStore.Open(_folder.Path, Owner))
            Assert.Equal(Owner, LiteDbStore.FindHolder(_folder.Path));
        Assert.Null(LiteDbStore.FindHolder(_folder.Path));
        Assert.Null(LiteDbStore.FindHolder(_folder.File("nothing here")));
    }

    [Fact]
    public void A_lock_file_of_a_dead_process_is_ignored()
    {
        File.WriteAllText(
            _folder.File("store.lock"), """{ "processId": 1, "canvas": "old.dark", "started": "2020-01-01T00:00:00Z", "host": "there" }""");
        Assert.Null(LiteDbStore.FindHolder(_folder.Path));
        using var store = LiteDbStore.Open(_folder.Path, Owner);
        Assert.Equal(Owner, LiteDbStore.FindHolder(_folder.Path));
    }

    [Fact]
    public void A_store_that_failed_to_open_is_not_held()
    {
        LiteDbStore.Open(_folder.Path, Owner).Dispose();
        File.WriteAllText(_folder.File("store.db"), "something else");
        Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path, Owner));
        Assert.Null(LiteDbStore.FindHolder(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
