using System.Text.Json;

namespace DarkLang.Cli.Tests.Examples;

/// <summary>Every example in the folder of that name, run by the real binary on a store on the disk.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExampleTests()
    {
        foreach (var file in Directory.GetFiles(ExamplesFolder(), "*.dark"))
            _folder.Write(Path.GetFileName(file), File.ReadAllText(file));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_example_has_no_mistakes_and_its_tests_pass()
    {
        var files = Directory.GetFiles(_folder.Path, "*.dark").Select(f => Path.GetFileName(f)!).Order().ToArray();
        Assert.Equal(
            [
                "alerts.dark", "heartbeat.dark", "imports.dark", "invoices.dark", "orders.dark", "payments.dark", "photos.dark",
                "reports.dark", "thumbnails.dark",
            ],
            files);
        Assert.Equal(0, (await Dark.Run(_folder.Path, ["check", "--deny-warnings", .. files])).ExitCode);
        Assert.Equal(0, (await Dark.Run(_folder.Path, ["test", .. files])).ExitCode);
    }

    [Fact]
    public async Task Heartbeat_emits_a_message_and_its_trace_shows_the_two_values_that_were_generated()
    {
        var run = await Dark.Run(_folder.Path, "run", "heartbeat.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("my-worker +done .*\"handled [0-9a-f-]{36} after 0s\"", run.Out);

        var trace = await NewestTrace("heartbeat", "cron:heartbeat");
        var effects = trace.GetProperty("effects").EnumerateArray().ToList();
        Assert.Equal(["Uuid::generate", "Date::now", "emit"], effects.Select(e => e.GetProperty("function").GetString()));
        var id = effects[0].GetProperty("result").GetProperty("json").GetString()!;
        Assert.Contains(id, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_takes_an_order_once_and_works_its_lines_and_batches_off()
    {
        var run = await Dark.Run(_folder.Path, "run", "orders.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        var done = await Done("orders");
        Assert.Equal(2, done["take-order"]);
        Assert.Equal(1, done["pick-order"]);
        Assert.Equal(3, done["pick-line"]);
        Assert.Equal(3, done["send-invoices"]);
        Assert.Equal(250, done["send-invoice"]);
    }

    [Fact]
    public async Task Invoices_fails_in_one_line_of_one_order_and_a_replay_with_mended_code_touches_nothing()
    {
        Assert.Equal(1, (await Dark.Run(_folder.Path, "run", "invoices.dark", "--once")).ExitCode);
        var id = (await NewestTrace("invoices", "worker:write-invoices")).GetProperty("header").GetProperty("id").GetString()!;
        var shown = await Dark.Run(_folder.Path, "trace", "show", id, "--data", ".dark/invoices");
        Assert.Contains("‹3/3›  line = { cents: 300, pieces: 0, sku: \"spoon\" }", shown.Out, StringComparison.Ordinal);
        Assert.Contains("✗ 300 / 0 divides an Int by zero", shown.Out, StringComparison.Ordinal);
        Assert.Contains("not reached", shown.Out, StringComparison.Ordinal);

        var before = await Dark.Run(_folder.Path, "status", "--data", ".dark/invoices");
        _folder.Write("invoices.dark", File.ReadAllText(Path.Combine(_folder.Path, "invoices.dark"))
            .Replace("  line.cents / line.pieces", "  if line.pieces == 0 then 0 else line.cents / line.pieces", StringComparison.Ordinal));
        var replay = await Dark.Run(_folder.Path, "trace", "replay", id, "invoices.dark", "--data", ".dark/invoices");
        Assert.Equal(0, replay.ExitCode);
        Assert.StartsWith("- failed: 300 / 0 divides an Int by zero", replay.Out, StringComparison.Ordinal);
        Assert.Contains("+ completed with [10250, 14950, 13000]", replay.Out, StringComparison.Ordinal);
        Assert.Equal(before.Out, (await Dark.Run(_folder.Path, "status", "--data", ".dark/invoices")).Out);
    }

    [Fact]
    public async Task Alerts_logs_a_report_of_the_deliveries_that_failed()
    {
        var run = await Dark.Run(_folder.Path, "run", "alerts.dark", "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"tell-us +error: [123] dead letters? of deliver: error\[D0505\]: .*\{ handlers: \[""deliver""\] \}", run.Out);
        Assert.Equal(1, (await Done("alerts"))["tell-us"]);
        Assert.Equal(3, run.Error.Split('\n')
            .Count(line => line.StartsWith("dead letter: worker deliver: error[D0505]: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Payments_takes_each_payment_once_and_tries_the_busy_bank_again_in_the_order_of_the_customer()
    {
        var log = (await Dark.Run(_folder.Path, "run", "payments.dark", "--once")).Out;
        Assert.Contains("retrying", log, StringComparison.Ordinal);
        // The retry is due within a second; a run that comes too early leaves it where it is.
        for (var run = 0; run < 30 && (await Done("payments"))["receipt"] < 3; run++)
            log += (await Dark.Run(_folder.Path, "run", "payments.dark", "--once")).Out;
        Assert.Equal((3, 3), ((await Done("payments"))["charge"], (await Done("payments"))["receipt"]));
        Assert.Matches("charge +done \\(attempt 2\\).*cents: 1200(.|\n)*charge +done .*cents: 900", log);
    }

    [Fact]
    public async Task Photos_sends_one_mail_for_every_photo_that_has_a_width()
    {
        var run = await Dark.Run(_folder.Path, "run", "photos.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        var broken = run.Out.Split('\n').Count(line => line.Contains("error[D0505]", StringComparison.Ordinal));
        var done = await Done("photos");
        Assert.Equal((4 - broken, 4 - broken), (done["resize"], done["send-mail"]));
    }

    [Fact]
    public async Task Reports_keeps_the_cron_that_fails_as_a_dead_letter_and_goes_on()
    {
        var run = await Dark.Run(_folder.Path, "run", "reports.dark", "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("stock report of", run.Out, StringComparison.Ordinal);

        var dead = await Json("dead", "ls", "--json", "--data", ".dark/reports");
        var letter = Assert.Single(dead.GetProperty("items").EnumerateArray());
        Assert.Equal("D0505", letter.GetProperty("failure").GetProperty("code").GetString());
        Assert.StartsWith("reports.dark:", letter.GetProperty("failure").GetProperty("at").GetString(), StringComparison.Ordinal);

        var next = await Json("cron", "next", "payroll", "-n", "3", "--json", "--data", ".dark/reports");
        var due = next.GetProperty("items").EnumerateArray().Select(item => item.GetDateTimeOffset()).ToList();
        Assert.Equal(3, due.Count);
        Assert.All(due, d => Assert.Equal(DayOfWeek.Friday, d.DayOfWeek));
    }

    private async Task<Dictionary<string, long>> Done(string store)
    {
        var status = await Json("status", "--json", "--data", $".dark/{store}");
        return status.GetProperty("workers").EnumerateArray()
            .ToDictionary(w => w.GetProperty("name").GetString()!, w => w.GetProperty("done").GetInt64());
    }

    private async Task<JsonElement> NewestTrace(string store, string handler)
    {
        var list = await Json("trace", "ls", "--json", "--data", $".dark/{store}");
        var header = list.GetProperty("items").EnumerateArray().First(t => HandlerOf(t) == handler);
        return await Json("trace", "show", header.GetProperty("id").GetString()!, "--json", "--data", $".dark/{store}");
    }

    private static string HandlerOf(JsonElement trace)
    {
        var handler = trace.GetProperty("handler");
        return $"{handler.GetProperty("kind").GetString()}:{handler.GetProperty("name").GetString()}";
    }

    private async Task<JsonElement> Json(params string[] arguments)
    {
        var run = await Dark.Run(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static string ExamplesFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DarkLang.sln")))
                return Path.Combine(folder.FullName, "examples");
        }
        throw new DirectoryNotFoundException("the tests must lie under the folder of DarkLang.sln");
    }
}
