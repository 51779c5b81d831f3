namespace DarkLang.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-usage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "dark needs a command: ")]
    [InlineData("statsu", "dark has no command \"statsu\": did you mean status?")]
    [InlineData("worker", "dark worker needs a command: ls, show, pause, resume")]
    [InlineData("worker lst", "dark worker has no command \"lst\": did you mean ls?")]
    [InlineData("status --jsn", "dark status has no option \"--jsn\": did you mean --json?")]
    [InlineData("emit", "dark emit needs WORKER")]
    [InlineData("emit a 1 2", "dark emit takes no argument \"2\"")]
    [InlineData("emit a --delay 5x", "--delay takes a duration such as 500ms, 30s, 5m, 2h or 1d, not \"5x\"")]
    [InlineData("emit a --timeout 5s", "--timeout needs --wait")]
    [InlineData("emit a --ndjson --wait", "--ndjson can't be combined")]
    [InlineData("queue ls --state foo", "--state takes ready, delayed, running, retrying, waiting-for-code, dead or 404, not \"foo\"")]
    [InlineData("queue ls --limit 0", "--limit takes a number from 1 to 10000, not \"0\"")]
    [InlineData("emit a --wait --timeout 5", "--timeout takes a duration such as 500ms, 30s, 5m, 2h or 1d, not \"5\"")]
    [InlineData("dead ls --older-than -1h", "--older-than takes a duration such as 500ms, 30s, 5m, 2h or 1d, not \"-1h\"")]
    [InlineData("dead retry --older-than 5", "--older-than takes a duration such as 500ms, 30s, 5m, 2h or 1d, not \"5\"")]
    [InlineData("dead rm --older-than 5 --yes", "--older-than takes a duration such as 500ms, 30s, 5m, 2h or 1d, not \"5\"")]
    [InlineData("dead rm --older-than", "required argument missing for option: '--older-than'")]
    [InlineData("dead retry a --event", "required argument missing for option: '--event'")]
    [InlineData("run a.dark --port x", "--port takes a number from 1 to 65535, not x")]
    [InlineData("dead retry a --handler b", "an ID can't be combined with --handler")]
    [InlineData("dead ls a --handler b", "give NAME or --handler, not both")]
    [InlineData("cron next a -n 1001", "-n takes a number from 1 to 1000, not \"1001\"")]
    [InlineData("emit a --delay 3651d", "--delay takes at most 3650d, not \"3651d\"")]
    [InlineData("emit a --delay 99999999999999999999s", "--delay takes at most 3650d")]
    [InlineData("dead ls --older-than 36501d", "--older-than takes at most 36500d, not \"36501d\"")]
    [InlineData("dead rm", "select dead letters by id")]
    [InlineData("dead rm a --all", "an ID can't be combined with --all: select dead letters by id or by their properties")]
    [InlineData("404 rm", "give one NAME, or --all")]
    [InlineData("run a.dark --wtch", "dark run has no option \"--wtch\": did you mean --watch?")]
    [InlineData("tui --dta x", "dark tui has no option \"--dta\": did you mean --data?")]
    [InlineData("run a.dark --onse", "dark run has no option \"--onse\": did you mean --once?")]
    [InlineData("worker show --jsn", "dark worker show has no option \"--jsn\": did you mean --json?")]
    [InlineData("emit a --ndjsn", "dark emit has no option \"--ndjsn\": did you mean --ndjson?")]
    [InlineData("dead retry --al", "dark dead retry has no option \"--al\": did you mean --all?")]
    [InlineData("dead rm --al --yes", "dark dead rm has no option \"--al\": did you mean --all?")]
    [InlineData("dead ls --oldr-than", "dark dead ls has no option \"--oldr-than\": did you mean --older-than?")]
    [InlineData("404 rm --al", "dark 404 rm has no option \"--al\": did you mean --all?")]
    [InlineData("404 move a --b", "dark 404 move has no option \"--b\"")]
    [InlineData("queue cancel --ye a", "dark queue cancel has no option \"--ye\": did you mean --yes?")]
    [InlineData("queue ls --x_y", "dark queue ls has no option \"--x_y\"")]
    [InlineData("trace ls --jsn", "dark trace ls has no option \"--jsn\": did you mean --json?")]
    [InlineData("trace replay a --lve", "dark trace replay has no option \"--lve\": did you mean --live?")]
    [InlineData("doc --jsn", "dark doc has no option \"--jsn\": did you mean --json?")]
    public async Task A_wrong_command_line_is_told_on_stderr_with_exit_code_2(string arguments, string message)
    {
        var run = await Dark.Run(_folder, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"error: {message}", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help` to see what it takes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_two_dashes_is_no_option()
    {
        var run = await Dark.Run(_folder, "dead", "rm", "--yes", "--", "--al");
        Assert.Contains("no canvas has run in this folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emit", "a", "--id", "")]
    [InlineData("dead", "rm", "--yes", "--error", "")]
    [InlineData("dead", "retry", "--handler", "")]
    public async Task An_option_from_an_unset_variable_is_refused(params string[] arguments)
    {
        var run = await Dark.Run(_folder, arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("must not be empty: is a shell variable unset?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version", "dark 0.")]
    [InlineData("--help", "Commands:")]
    [InlineData("emit --help", "--ndjson")]
    public async Task Help_and_version_are_data(string arguments, string expected)
    {
        var run = await Dark.Run(_folder, arguments.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
    }
}
