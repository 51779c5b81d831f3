namespace DarkLang.Cli.Tests.Running;

/// <summary>Names and keys that are typed with a letter and its accent as two characters, as some programs write them.</summary>
public sealed class OutsideNameTests : IDisposable
{
    private const string Composed = "caf\u00e9";
    private const string Decomposed = "cafe\u0301";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    public async Task Commands_find_names_and_keys_in_whatever_form_they_are_written(string written, string typed)
    {
        _folder.Write("names.dark", $"worker {written}\n  event.{written}\n\ncron n{written} \"0 0 1 1 *\"\n  1\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "names.dark");
        var run = await Run("emit", typed, $$"""{"{{typed}}":"{{written}}"}""", "--wait", "--id", typed);
        Assert.Contains($"\"{Composed}\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("already emitted", (await Run("emit", typed, "1", "--id", written)).Error, StringComparison.Ordinal);
        await Run("worker", "pause", typed);
        await Run("emit", written, $"\"{typed}\"");
        Assert.Contains(Composed, (await Run("queue", "ls", typed)).Out, StringComparison.Ordinal);
        Assert.Contains("paused", (await Run("worker", "show", typed)).Out, StringComparison.Ordinal);
        await Run("trace", "ls", typed);
        Assert.Contains(Composed, (await Run("trace", "find", typed, "--handler", typed)).Out, StringComparison.Ordinal);
        await Run("cron", "show", $"n{typed}");
        await Run("cron", "next", $"n{typed}");
        Assert.DoesNotContain("404", (await Run("status")).Out, StringComparison.Ordinal);
    }

    private async Task<DarkRun> Run(params string[] arguments)
    {
        var run = await Dark.Run(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Error}");
        return run;
    }
}
