using System.Globalization;
using System.Text.Json;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Cli.Tests.Running;

public sealed class RunTests : IDisposable
{
    private const string Orders = """
        worker orders
          emit { total: event.total } "mail"
          event.total * 2

        worker mail
          if event.total > 100 then event.nope else "sent"

        worker slow
          List::fold (List::range 1 20000) 0 \sum i -> List::fold (List::range 1 100000) sum \s j -> s + j
        """;

    private const string Tick = """
        cron tick every minute
          emit { total: 5 } "orders"


        """;

    private readonly TemporaryFolder _folder = new();

    public RunTests() => _folder.Write("orders.dark", Orders);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_alert_that_fails_is_called_an_alert()
    {
        _folder.Write(
            "c.dark", "worker w\n  event.nme\n\nalert broken on dead\n  1 / List::length []\n\ncron c every hour\n  emit {} \"w\"\n");
        var run = await Dark.Run(_folder.Path, "run", "c.dark", "--once");
        Assert.Contains("dead letter: worker w: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("dead letter: alert broken: ", run.Error, StringComparison.Ordinal);
        var trace = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "ls", "broken", "--json")).Out).RootElement
            .GetProperty("items")[0].GetProperty("id").GetString()!;
        Assert.Matches("handler +alert broken\n", (await Dark.Run(_folder.Path, "trace", "show", trace)).Out);
    }

    [Fact]
    public async Task The_lines_of_the_log_are_in_the_order_of_their_times()
    {
        _folder.Write("busy.dark", """
            cron tick every minute
              List::range 1 40 |> List::map \i -> emit i "work"

            worker work
              Log::info "began" { i: event }
              List::fold (List::range 1 (event % 4 * 30000)) 0 \sum i -> sum + i
            """);
        var run = await Dark.Run(_folder.Path, "run", "busy.dark", "--once");
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var times = lines.Where(line => char.IsAsciiDigit(line[0])).Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal(41, times.Count);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(40, lines.Count(line => line.TrimStart().StartsWith('+') && line.EndsWith('}')));
    }

    [Fact]
    public async Task Once_drains_the_queues_prints_each_attempt_and_ends()
    {
        _folder.Write("ticking.dark", Tick + Orders);
        var run = await Dark.Run(_folder.Path, "run", "ticking.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d\d\dZ ✓ cron tick  done  [\d.]+ms  \+1 emit ", run.Out);
        Assert.Contains("✓ orders     done", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"sent\"", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("dark runs ticking.dark: 3 workers, 1 cron; store .dark/ticking; pid ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_counts_what_it_leaves_in_the_store()
    {
        _folder.Write("left.dark", """
            cron tick every day
              emitAfter 1 3600 "later"
              emit 1 "retries"
              emit 1 "unwritten"
              emit 1 "nobody"

            worker later
              event

            worker retries with { retries: 1; backoff: 1h }
              fail "not yet"

            worker unwritten
              ___
            """);
        var run = await Dark.Run(_folder.Path, "run", "left.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(
            "left in the store: 1 delayed, 1 waiting for a retry, 1 waiting for code, 1 under 404s; "
                + "`dark queue ls` lists them, and the next run continues\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_fails_when_something_became_a_dead_letter()
    {
        _folder.Write("ticking.dark", Tick.Replace("5", "500", StringComparison.Ordinal) + Orders);
        var run = await Dark.Run(_folder.Path, "run", "ticking.dark", "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("✗ mail       dead", run.Out, StringComparison.Ordinal);
        Assert.Contains("error[D0506]: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("ticking.dark:9:", run.Out, StringComparison.Ordinal);
        Assert.Matches(
            @"\ndead letter: worker mail: error\[D0506\]: .* at ticking\.dark:9:\d+; `dark trace show [0-9a-f]{8}` shows more\n",
            run.Error);
    }

    [Fact]
    public async Task A_message_that_took_its_process_with_it_four_times_is_told_as_a_dead_letter_at_the_start()
    {
        _folder.Write("ticking.dark", Tick + Orders);
        using (var store = LiteDbStore.Open(Path.Combine(_folder.Path, ".dark", "ticking"), new StoreOwner(
            1, "ticking.dark", DateTimeOffset.UnixEpoch, "here", ControlSocket: null)))
        {
            store.Load();
            var message = new Message
            {
                Id = Guid.Parse("0198c6a2-0000-7000-8000-000000000001"),
                Handler = HandlerId.Worker("mail"),
                Event = null,
                EmittedAt = DateTimeOffset.UnixEpoch,
                FirstDue = DateTimeOffset.UnixEpoch,
                EmittedFrom = "dark emit",
            };
            store.Commit([new MessageEnqueued(message)]);
            store.Commit([new MessageUpdated(message, MessageState.Ready, message.FirstDue, 4, null)]);
        }
        var run = await Dark.Run(_folder.Path, "run", "ticking.dark", "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "\ndead letter: worker mail: error[D0602]: the process ended 4 times while this message was being handled; "
            + "`dark queue show 0198c6a2` shows it\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_for_programs_is_one_object_per_line()
    {
        _folder.Write("ticking.dark", Tick + Orders);
        var run = await Dark.Run(_folder.Path, "run", "ticking.dark", "--once", "--log-format", "json");
        var lines = run.Out.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["tick", "orders", "mail"], lines.Select(line => line.GetProperty("handler").GetProperty("name").GetString()));
        Assert.All(lines, line => Assert.Equal("dark.attempt/2", line.GetProperty("schema").GetString()));
    }

    [Fact]
    public async Task What_a_handler_logs_stands_before_the_end_of_its_attempt_and_in_its_trace()
    {
        _folder.Write(
            "logging.dark", "cron tick every minute\n  Log::warn \"low on space\" { left: 3 }\n  Queue::count \"w\"\n\nworker w\n  1\n");
        var run = await Dark.Run(_folder.Path, "run", "logging.dark", "--once");
        Assert.Matches(@"^ *\+[\d.]+ms · cron tick  warn: low on space  \{ left: 3 \}\n.* ✓ cron tick  done .* 0\n$", run.Out);
        using var traces = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "ls", "--json", "--data", ".dark/logging")).Out);
        var id = traces.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        var trace = await Dark.Run(_folder.Path, "trace", "show", id, "--data", ".dark/logging");
        Assert.Contains(" warn  low on space  at logging.dark:2:3\n    { left: 3 }\n", trace.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attempt_of_a_flood_is_listed_or_counted()
    {
        _folder.Write(
            "flood.dark", "cron burst every minute\n  List::map (List::range 1 2000) \\n -> emit n \"w\"\n\nworker w\n  event + 1\n");
        var run = await Dark.Run(_folder.Path, "run", "flood.dark", "--once");
        var lines = run.Out.TrimEnd().Split('\n');
        var listed = lines.Count(line => line.Contains('✓', StringComparison.Ordinal));
        var counted = lines.Where(line => line.TrimStart().StartsWith('…'))
            .Sum(line => int.Parse(string.Concat(line.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture));
        Assert.Equal((0, 2_001), (run.ExitCode, listed + counted));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task The_first_signal_drains_and_ends_well(string signal)
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark");
        var emit = await Dark.Run(_folder.Path, "emit", "orders", "{\"total\":4}", "--wait");
        Assert.Equal((0, "8\n", ""), (emit.ExitCode, emit.Out, emit.Error));
        await canvas.Signal(signal);
        Assert.Equal(0, await canvas.ExitCode());
        Assert.Equal(["store.db", "store.lock", "store.log"], Directory.GetFiles(Path.Combine(_folder.Path, ".dark", "orders"))
            .Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_end_of_the_terminal_drains_however_often_it_is_signalled()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark", "--drain", "1s");
        await Dark.Run(_folder.Path, "emit", "slow", "1");
        await canvas.Signal("HUP");
        await canvas.UntilError("stopping");
        await canvas.Signal("HUP");
        Assert.Equal(0, await canvas.ExitCode());
    }

    [Fact]
    public async Task A_process_that_was_started_to_ignore_Ctrl_C_says_which_signal_stops_it()
    {
        var run = await Dark.Shell(
            _folder.Path, """
            mkfifo notes
            (trap '' INT; exec dark run orders.dark 2>notes >log) & pid=$!
            exec 3<notes; read -r line <&3
            kill -INT $pid; dark emit orders '{"total":4}' --wait; kill -TERM $pid; wait $pid; echo "rc $? $line"
            """);
        Assert.Matches(@"^8\nrc 0 dark runs .*; SIGTERM \(`kill \d+`\) stops\n$", run.Out);
    }

    [Fact]
    public async Task The_second_signal_ends_it_now_and_the_message_is_not_lost()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark");
        var emit = await Dark.Run(_folder.Path, "emit", "slow", "1");
        Assert.Equal(0, emit.ExitCode);
        await canvas.Signal("TERM");
        Assert.Contains("1 attempt may take 30s to finish", await canvas.UntilError("stopping"), StringComparison.Ordinal);
        await canvas.Signal("TERM");
        Assert.Equal(130, await canvas.ExitCode());
        var queue = await Dark.Run(_folder.Path, "queue", "ls");
        Assert.Contains(emit.Out[..8] + "  slow     ready", queue.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_store_says_who_holds_it()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark");
        var second = await Dark.Run(_folder.Path, "run", "orders.dark");
        Assert.Equal((4, ""), (second.ExitCode, second.Out));
        Assert.Contains("is held by process ", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_the_store_is_read_without_a_runtime_and_nothing_acts()
    {
        await using (var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark"))
        {
            await Dark.Run(_folder.Path, "emit", "mail", "{\"total\":400}");
            await canvas.UntilOut("✗ mail");
            await canvas.Signal("KILL");
            await canvas.ExitCode();
        }
        var dead = await Dark.Run(_folder.Path, "dead", "ls", "--json");
        using var json = JsonDocument.Parse(dead.Out);
        var letter = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("D0506", letter.GetProperty("failure").GetProperty("code").GetString());
        Assert.Equal(4, (await Dark.Run(_folder.Path, "dead", "retry", "--all")).ExitCode);
        var trace = await Dark.Run(_folder.Path, "trace", "show", letter.GetProperty("trace").GetString()!);
        Assert.Contains("{ total: 400 }", trace.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_lines_are_emitted_and_a_bad_one_is_named()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark");
        var lines = Enumerable.Range(1, 3_000).Select(number => number == 1_234 ? "{oops" : $"{{\"total\":{number % 100}}}");
        var emit = await Dark.Run(_folder.Path, string.Join('\n', lines), ["emit", "mail", "--ndjson"]);
        Assert.Equal(1, emit.ExitCode);
        Assert.Equal(2_999, emit.Out.TrimEnd().Split('\n').Distinct().Count());
        Assert.Contains("line 1234: ", emit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_names_another_place_for_the_store()
    {
        _folder.Write("ticking.dark", Tick + Orders);
        await Dark.Run(_folder.Path, "run", "ticking.dark", "--once", "--data", "elsewhere");
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".dark")));
        var status = await Dark.Run(_folder.Path, "status", "--data", "elsewhere");
        Assert.StartsWith("ticking.dark  stopped", status.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_makes_no_store_where_there_is_none()
    {
        var status = await Dark.Run(_folder.Path, "status", "--data", "nowhere");
        Assert.Equal((4, ""), (status.ExitCode, status.Out));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "nowhere")));
    }

    [Theory]
    [InlineData("", "nothing to run")]
    [InlineData("fn f (x: Int) : Int = x\n", "nothing to run")]
    [InlineData("worker\n", "error[D0")]
    public async Task A_canvas_without_anything_to_run_fails(string text, string message)
    {
        _folder.Write("none.dark", text);
        var run = await Dark.Run(_folder.Path, "run", "none.dark");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".dark")));
    }
}
