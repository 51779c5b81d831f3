using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

public sealed class EmitCommandTests : IAsyncLifetime
{
    private FakeRuntime _runtime = null!;

    public async ValueTask InitializeAsync() => _runtime = await FakeRuntime.Start();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Theory]
    [InlineData("emit a {\"n\":1}", "{\"n\":1}")]
    [InlineData("emit a -", "[1,2]")]
    [InlineData("emit a", "null")]
    [InlineData("emit a @event.json", "\"from a file\"")]
    [InlineData("emit a -- -5", "-5")]
    public async Task An_event_comes_from_the_command_line_stdin_or_a_file(string arguments, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_runtime.Folder, "event.json"), "\"from a file\"", CancellationToken.None);
        var run = await _runtime.Run(arguments, "[1,2]");
        Assert.Equal((0, $"{FakeControlClient.Id}\n", "warning: hm\n"), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(Emit(new EmitRequest("a", expected)), Assert.Single(_runtime.Client.Asked));
    }

    [Theory]
    [InlineData("emit a -", "the event from stdin can't be emitted: it is not UTF-8 at byte 2")]
    [InlineData("emit a @event.json", "the event from event.json can't be emitted: it is not UTF-8 at byte 2")]
    public async Task An_event_that_is_not_UTF_8_is_refused(string arguments, string told)
    {
        await File.WriteAllBytesAsync(Path.Combine(_runtime.Folder, "event.json"), "\"\u00FF\""u8.ToArray().Where(each => each != 0xC3)
            .ToArray(), CancellationToken.None);
        var run = await Dark.Shell(_runtime.Folder, $"dark {arguments} < event.json");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(_runtime.Client.Asked);
    }

    [Fact]
    public async Task Of_many_lines_only_the_one_that_is_not_UTF_8_is_refused()
    {
        var run = await Dark.Shell(_runtime.Folder, "printf '\\357\\273\\277\"\\303\\244\"\\n\"\\377\"\\n3\\n' | dark emit a --ndjson");
        Assert.Equal((1, $"{FakeControlClient.Id}\n{FakeControlClient.Id}\n"), (run.ExitCode, run.Out));
        Assert.Contains("error: line 2: it is not UTF-8 at byte 2", run.Error, StringComparison.Ordinal);
        // In one request or in two.
        Assert.Equal(
            Emit(new EmitRequest("a", "\"\u00E4\""), new EmitRequest("a", "3")),
            string.Join('|', _runtime.Client.Asked).Replace("]|emit [", ",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_on_the_command_line_that_is_not_UTF_8_is_refused()
    {
        Assert.SkipUnless(File.Exists("/proc/self/cmdline"), "only Linux tells");
        var run = await Dark.Shell(_runtime.Folder, "dark emit a \"$(printf '\"\\377\"')\"");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("the event from the command line can't be emitted", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _runtime.Run("emit a \"\uFFFD\"")).ExitCode);
    }

    [Fact]
    public async Task Delay_and_id_go_along()
    {
        await _runtime.Run("emit a 1 --delay 5m --id k");
        Assert.Equal(Emit(new EmitRequest("a", "1", TimeSpan.FromMinutes(5), "k")), Assert.Single(_runtime.Client.Asked));
    }

    [Fact]
    public async Task Waiting_for_a_message_that_dies_fails_and_shows_why()
    {
        var run = await _runtime.Run("emit a 1 --wait");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("error[D0506]: the record has no field \"nme\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("in worker a (a.dark:3:5)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_with_exit_code_124_after_the_timeout()
    {
        _runtime.Client.WaitsForEver = true;
        var run = await _runtime.Run("emit a 1 --wait --timeout 1ms");
        Assert.Equal((124, ""), (run.ExitCode, run.Out));
        Assert.Contains("it stays on its queue", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var run = await _runtime.Run("emit a @nothing.json");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("nothing.json can't be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_lines_are_acknowledged_one_by_one_in_order()
    {
        var input = string.Concat(Enumerable.Range(1, 5_000).Select(number => $"{{\"n\":{number}}}\n"));
        var run = await _runtime.Run("emit a --ndjson --json", input);
        Assert.Equal((0, "warning: hm\n"), (run.ExitCode, run.Error));
        var lines = run.Out.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Enumerable.Range(1, 5_000), lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.All(lines, line => Assert.Equal("dark.emit/2", line.GetProperty("schema").GetString()));
    }

    [Fact]
    public async Task A_bad_line_is_told_by_its_number_and_the_others_are_emitted()
    {
        _runtime.Client.Refusal =
            request => request.Event == "\"too large\"" ? new ControlException(ControlProblem.BadRequest, "the event is too large") : null;
        var run = await _runtime.Run("emit a --ndjson", "1\n{\n\n\"too large\"\n5\n");
        Assert.Equal((1, $"{FakeControlClient.Id}\n{FakeControlClient.Id}\n"), (run.ExitCode, run.Out));
        Assert.Contains("error: line 2: it is not JSON at column 2", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: line 4: the event is too large", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: 2 lines were not emitted; the others are durable", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_stops_at_the_line_that_was_refused()
    {
        _runtime.Client.Refusal =
            request => request.Event is "3" or "4" ? new ControlException(ControlProblem.Refused, "the disk is full") : null;
        var run = await _runtime.Run("emit a --ndjson", "1\n2\n3\n4\n");
        Assert.Equal((5, $"{FakeControlClient.Id}\n{FakeControlClient.Id}\n"), (run.ExitCode, run.Out));
        Assert.Contains("line 3: the disk is full; this line and all after it were not emitted", run.Error, StringComparison.Ordinal);
    }

    private static string Emit(params IReadOnlyList<EmitRequest> requests) => FakeControlClient.Noted(Operations.Emit, requests);
}
