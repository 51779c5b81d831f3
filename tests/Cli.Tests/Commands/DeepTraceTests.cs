using System.Text.Json;

namespace DarkLang.Cli.Tests.Commands;

/// <summary>A trace of a recursion that nobody reads to its end.</summary>
public sealed class DeepTraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Calls_are_shown_and_exported_to_a_depth_and_those_beyond_are_counted_but_the_failed_one_is_there()
    {
        _folder.Write(
            "a.dark", "fn down (n: Int) : Int =\n  if n == 0 then 1 / n else down (n - 1) + 1\n\ncron deep every 1h\n  down 3000\n");
        Assert.Equal(1, (await Dark.Run(_folder.Path, "run", "a.dark", "--once")).ExitCode);
        var list = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "ls", "--json")).Out).RootElement;
        var id = list.GetProperty("items")[0].GetProperty("id").GetString()!;

        var shown = await Dark.Run(_folder.Path, "trace", "show", id);
        Assert.Contains("… 2 981 calls inside: --all shows them", shown.Out, StringComparison.Ordinal);
        Assert.Contains("down  n = 0\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("✗ 1 / 0 divides an Int by zero", shown.Out, StringComparison.Ordinal);

        var call = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "export", id)).Out, new JsonDocumentOptions
        {
            MaxDepth = 1000,
        }).RootElement.GetProperty("call");
        while (call.GetProperty("calls").GetArrayLength() > 0)
            call = call.GetProperty("calls")[0];
        Assert.Equal(2901, call.GetProperty("callsLeftOut").GetInt64());
    }
}
