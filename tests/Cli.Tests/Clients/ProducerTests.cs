using DarkLang.Cli.Tests.Running;
using DarkLang.Client;

namespace DarkLang.Cli.Tests.Clients;

/// <summary>What the clients emit: one event, several, under a key, and with the wait for its end.</summary>
public sealed class ProducerTests : IDisposable
{
    private const string Canvas = """
        worker double
          event.n * 2

        worker strict (order: { id: Int })
          fail $"no order {order.id}"

        """;

    private const string Expected = """
        True [False, False] True True
        done 42
        dead no order 7
        wrong-event

        """;

    private const string Python = """
        from dark_client import Dark, DarkError, Emit
        dark = Dark.in_folder(".dark/numbers")
        one = dark.emit("double", {"n": 1}, delay=3600, once_key="k")
        many = dark.emit_many([Emit("double", {"n": 2}), Emit("double", {"n": 3})])
        again = dark.emit("double", {"n": 1}, once_key="k")
        print(one.message is not None, [e.repeated for e in many], again.repeated, again.message == one.message)
        ended = dark.emit_and_wait("double", {"n": 21})
        print(ended.state, ended.result)
        ended = dark.emit_and_wait("strict", {"id": 7})
        print(ended.state, ended.error)
        try:
            dark.emit("strict", {})
        except DarkError as refused:
            print(refused.problem)
        """;

    private const string JavaScript = """
        import { Dark } from "CLIENT";
        const python = value => value ? "True" : "False";
        const dark = Dark.inFolder(".dark/numbers");
        const one = await dark.emit("double", { n: 1 }, { delay: 3600, onceKey: "k" });
        const many = await dark.emitMany([{ worker: "double", event: { n: 2 } }, { worker: "double", event: { n: 3 } }]);
        const again = await dark.emit("double", { n: 1 }, { onceKey: "k" });
        const repeated = `[${many.map(e => python(e.repeated)).join(", ")}]`;
        console.log(python(one.message), repeated, python(again.repeated), python(again.message === one.message));
        let ended = await dark.emitAndWait("double", { n: 21 });
        console.log(ended.state, ended.result);
        ended = await dark.emitAndWait("strict", { id: 7 });
        console.log(ended.state, ended.error);
        try {
          await dark.emit("strict", {});
        } catch (refused) {
          console.log(refused.problem);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public ProducerTests() => _folder.Write("numbers.dark", Canvas);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("python", Python)]
    [InlineData("typescript", JavaScript)]
    public async Task Events_are_emitted_from_other_languages(string language, string text)
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "numbers.dark");
        var run = await ClientProgram.Run(language, _folder.Path, text);
        Assert.Equal((Expected, "", 0), (run.Out, run.Error, run.ExitCode));
    }

    [Fact]
    public async Task Events_are_emitted_from_CSharp()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "numbers.dark");
        using var dark = DarkClient.InFolder(Path.Combine(_folder.Path, ".dark", "numbers"));
        var token = TestContext.Current.CancellationToken;
        var one = await dark.EmitAsync("double", new { n = 1 }, TimeSpan.FromHours(1), "k", token);
        var many = await dark.EmitAsync([new Emit("double", new { n = 2 }), new Emit("double", new { n = 3 })], token);
        Assert.Equal([false, false], many.Select(emitted => emitted.Repeated));
        var again = await dark.EmitAsync("double", new { n = 1 }, onceKey: "k", cancellation: token);
        Assert.Equal(one with { Repeated = true }, again);
        var ended = await dark.EmitAndWaitAsync("double", new { n = 21 }, cancellation: token);
        Assert.Equal(("done", 42), (ended.State, ended.Result!.Value.GetInt32()));
        ended = await dark.EmitAndWaitAsync("strict", new { id = 7 }, cancellation: token);
        Assert.Equal(("dead", "no order 7"), (ended.State, ended.Error));
        var refused = await Assert.ThrowsAsync<DarkException>(() => dark.EmitAsync("strict", new { }, cancellation: token));
        Assert.Equal("wrong-event", refused.Problem);
    }

    [Fact]
    public async Task A_canvas_that_is_not_there_is_waited_for_and_then_reported()
    {
        using var dark = DarkClient.InFolder(Path.Combine(_folder.Path, ".dark", "numbers"));
        var emit = dark.EmitAsync("double", new { n = 1 }, cancellation: TestContext.Current.CancellationToken);
        await using var canvas = await RunningCanvas.Start(_folder.Path, "numbers.dark");
        Assert.NotNull((await emit).Message);
    }
}
