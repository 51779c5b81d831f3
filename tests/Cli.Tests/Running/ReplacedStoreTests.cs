namespace DarkLang.Cli.Tests.Running;

/// <summary>What a running canvas does when its files are no longer in their place.</summary>
public sealed class ReplacedStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReplacedStoreTests() => _folder.Write("a.dark", "worker w\n  event\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_replaced_log_is_noticed_while_nothing_happens_and_every_emit_is_refused_until_it_is_back()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        await Dark.Shell(_folder.Path, "cd .dark/a && ln store.log original && cp -p store.log copy && mv copy store.log");
        var warning = await canvas.UntilError("accepts no changes");
        Assert.Contains("store.log was replaced by another file while dark runs", warning, StringComparison.Ordinal);
        Assert.Contains("put back the file that was there, or stop dark", warning, StringComparison.Ordinal);
        var emit = await Dark.Run(_folder.Path, "emit", "w", "1");
        Assert.NotEqual(0, emit.ExitCode);
        Assert.Contains("was replaced by another file", emit.Error, StringComparison.Ordinal);
        var doctor = await Dark.Run(_folder.Path, "doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("store.log was replaced by another file", doctor.Out, StringComparison.Ordinal);
        await Dark.Shell(_folder.Path, "cd .dark/a && mv original store.log");
        await canvas.UntilError("the store accepts changes again");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", "w", "2", "--wait")).ExitCode);
    }

    [Fact]
    public async Task A_canvas_on_a_restored_backup_is_not_disturbed_by_the_one_whose_store_it_replaces()
    {
        await using var old = await RunningCanvas.Start(_folder.Path, "a.dark");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "backup", "copy")).ExitCode);
        await Dark.Shell(_folder.Path, "rm -r .dark/a && cp -r copy .dark/a");
        await old.UntilError("was replaced by another file while dark runs");
        // The emit goes to the store that the next start finds, not to the canvas whose files are gone.
        var atRest = await Dark.Run(_folder.Path, "emit", "w", "1");
        Assert.Equal(0, atRest.ExitCode);
        Assert.Contains("no canvas runs on", atRest.Error, StringComparison.Ordinal);
        await using var next = await RunningCanvas.Start(_folder.Path, "a.dark");
        await old.Signal("TERM");
        await old.UntilError("error: the store took no changes until the end");
        Assert.Equal(1, await old.ExitCode());
        var emit = await Dark.Run(_folder.Path, "emit", "w", "2", "--wait");
        Assert.Equal((0, "2\n"), (emit.ExitCode, emit.Out));
        var status = await Dark.Run(_folder.Path, "status", "--json");
        Assert.Contains("\"done\":2", status.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("umask 0")]
    [InlineData("umask 77")]
    public async Task The_files_of_a_store_are_readable_by_their_owner_only_whatever_the_umask(string umask)
    {
        var run = await Dark.Shell(
            _folder.Path, $"{umask}; dark run a.dark --once --port 45671 && stat -c '%a %n' .dark .dark/a .dark/a/*");
        Assert.Equal(
            "700 .dark\n700 .dark/a\n600 .dark/a/control.token\n600 .dark/a/store.db\n600 .dark/a/store.lock\n600 .dark/a/store.log\n",
            run.Out);
        Assert.DoesNotContain("others may write", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_a_folder_that_others_may_write_to_is_warned_of()
    {
        var run = await Dark.Shell(_folder.Path, "mkdir -m 777 open && dark run a.dark --once --data open");
        Assert.Contains("warning: others may write to ", run.Error, StringComparison.Ordinal);
        Assert.Contains("`chmod go-w ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_others_can_read_is_refused()
    {
        var run = await Dark.Shell(
            _folder.Path, "mkdir -p .dark/a; printf %032d 7 >.dark/a/control.token; dark run a.dark --once --port 45672; echo $?");
        Assert.Equal("5\n", run.Out);
        Assert.Contains("can be read by others", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prepared_folder_of_stores_that_is_a_link_is_refused()
    {
        var run = await Dark.Shell(_folder.Path, "mkdir elsewhere && ln -s elsewhere .dark && dark run a.dark --once; ls -A elsewhere");
        Assert.Equal("", run.Out);
        Assert.Contains("error: .dark is a symbolic link to ", run.Error, StringComparison.Ordinal);
    }
}
