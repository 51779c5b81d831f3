using System.Diagnostics;
using System.Globalization;
using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Runtime.Outside;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Outside;

/// <summary>Real programs: what they get, what comes back, and that none outlives its call.</summary>
public sealed class ProcessRunnerTests
{
    private static readonly OutsideOptions Shell = new() { Programs = ["sh", "cat", "no-such-program"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_program_gets_its_arguments_its_input_and_its_variables_and_no_shell_reads_them()
    {
        string[] arguments = ["-c", "cat; echo \"$1 $NAME\"; echo failed >&2; exit 3", "sh", "$(id) ; *"];
        var ended = Ended(Run("sh", arguments, "in ", new() { ["NAME"] = "a b" }));
        Assert.Equal((3, "in $(id) ; * a b\n", "failed\n"), (ended.ExitCode, Text(ended.Output), Text(ended.Errors)));
    }

    [Fact]
    public void A_program_that_is_not_allowed_does_not_start_and_the_error_names_the_option()
    {
        var refused = Assert.Throws<RuntimeErrorException>(() => Run("id", []));
        Assert.Equal(("D0518", "id may not be run: --allow-run allows only sh, cat, no-such-program"), (refused.Code, refused.Message));
        var none = Assert.Throws<RuntimeErrorException>(() => Run("id", [], options: new OutsideOptions()));
        Assert.Equal("id may not be run: --allow-run is not given", none.Message);
    }

    [Fact]
    public void A_program_that_can_not_be_started_is_named() =>
        Assert.StartsWith("no-such-program can't be started: ", Failed(Run("no-such-program", [])), StringComparison.Ordinal);

    [Theory]
    [InlineData("yes")]
    [InlineData("yes >&2")]
    public void A_program_that_prints_without_end_is_killed(string script) =>
        Assert.Equal("sh printed more than 1 MB, and was killed", Failed(Run("sh", ["-c", script])));

    [Fact]
    public void A_program_that_does_not_read_its_input_ends_all_the_same() =>
        Assert.Equal(0, Ended(Run("sh", ["-c", "exit 0"], new string('x', 1_000_000))).ExitCode);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_and_what_it_started_end_with_the_attempt_or_the_timeout(bool isTimeout)
    {
        using var folder = new TemporaryFolder();
        var pids = Path.Combine(folder.Path, "pids");
        using var attempt = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        // Neither the program nor its child end by themselves, and both ignore SIGTERM.
        var script = $"trap '' TERM; sh -c 'trap \"\" TERM; echo $$ >> {pids}; while :; do sleep 1; done' & echo $$ >> {pids}; wait";
        Directory.CreateDirectory(folder.Path);
        using var written = new FileSystemWatcher(folder.Path) { EnableRaisingEvents = true };
        var both = new TaskCompletionSource();
        written.Changed += (_, _) => both.TrySetResult();
        var running = Task.Run(() => Run("sh", ["-c", script], time: time, cancellation: attempt.Token), Token);
        while (!File.Exists(pids) || File.ReadAllLines(pids).Length < 2)
        {
            await both.Task.WaitAsync(Token);
            both = new TaskCompletionSource();
        }
        if (isTimeout)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal("sh did not end within 30 s, and was killed", Failed(await running));
        }
        else
        {
            await attempt.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        foreach (var pid in File.ReadAllLines(pids))
            Assert.True(IsGone(int.Parse(pid, CultureInfo.InvariantCulture)), $"process {pid} still runs");
    }

    private static bool IsGone(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static ProcessAnswer Run(
        string program, string[] arguments, string input = "", Dictionary<string, string>? environment = null,
        OutsideOptions? options = null, TimeProvider? time = null, CancellationToken? cancellation = null)
    {
        var call = new ProcessCall(program, arguments, Encoding.UTF8.GetBytes(input), environment ?? [], TimeSpan.FromSeconds(30));
        return ProcessRunner.Run(call, options ?? Shell, time ?? TimeProvider.System, cancellation ?? Token);
    }

    private static ProcessAnswer.Ended Ended(ProcessAnswer answer) => Assert.IsType<ProcessAnswer.Ended>(answer);

    private static string Failed(ProcessAnswer answer) => Assert.IsType<ProcessAnswer.Failed>(answer).Why;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
