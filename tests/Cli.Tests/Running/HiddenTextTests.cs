using DarkLang.Cli.Tests.Commands;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Running;

/// <summary>Texts of users may hold characters that can't be seen, and such that rule a terminal, such as ESC and BEL.</summary>
public sealed class HiddenTextTests : IDisposable
{
    private const string Hidden = "\\u001B[31m\\u0007\\u202E\\u2066\\u200B\\uFEFF\\u2028";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_that_can_not_be_seen_reaches_a_terminal()
    {
        _folder.Write("a.dark", $$"""
            worker w (event: { text: String })
              Log::warn "log{{Hidden}}" { text: event.text }
              let reply = emit event.text "lost{{Hidden}}"
              match event.text
                "never" -> 1

            """);
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        var texts = new List<DarkRun> { await Emit($$"""{"text":"event{{Hidden}}"}"""), await Emit($$"""{"wrong{{Hidden}}":1}""") };
        await Emit("""{"text":"never"}""");
        foreach (var command in (string[])["status", "dead ls", "404 ls", "queue ls", "trace ls", "dead retry no\u001b\u202e"])
            texts.Add(await Dark.Run(_folder.Path, command.Split(' ')));
        foreach (var command in (string[])["status", "dead ls", "404 ls", "trace ls", "queue ls"])
            texts.Add(await Dark.Run(_folder.Path, [.. command.Split(' '), "--json"]));
        var id = texts[3].Out.Split('\n')[1].Split(' ')[0];
        texts.Add(await Dark.Run(_folder.Path, "queue", "show", id));
        texts.Add(await Dark.Run(_folder.Path, "404", "show", JsonSerializerText($"lost{Hidden}")));
        Assert.Contains("event\\u001B[31m", string.Concat(texts.Select(text => text.Out)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("lost\\u001B[31m", string.Concat(texts.Select(text => text.Out)), StringComparison.OrdinalIgnoreCase);
        foreach (var text in texts)
            Assert.Equal(text.Out + text.Error, InvisibleCharacters.Escaped(text.Out + text.Error));
    }

    [Fact]
    public async Task An_error_quotes_at_most_a_line_of_an_event()
    {
        _folder.Write("a.dark", "worker w (event: { n: Int })\n  event.n\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        var (text, key, list) = (new string('x', 100_000), new string('k', 100_000), string.Join(',', Enumerable.Range(0, 10_000)));
        _folder.Write("wrong.json", $$"""{"n":"{{text}}","{{key}}":[{{list}}]}""");
        var run = await Dark.Run(_folder.Path, "emit", "w", "@wrong.json");
        Assert.NotEqual(0, run.ExitCode);
        Assert.All(run.Error.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
    }

    [Fact]
    public async Task A_worker_for_a_404_is_written_with_its_name_escaped()
    {
        await using var runtime = await FakeRuntime.Start();
        var canvas = Path.Combine(runtime.Folder, "a.dark");
        File.WriteAllText(canvas, "");
        var lost = FakeControlClient.AStatus.NotFound[0] with { Name = "a\u001b[31m\u0007\u202e\nb" };
        runtime.Client.Lost = [lost];
        Assert.Equal(0, (await Dark.Run(runtime.Folder, "404", "create", lost.Name)).ExitCode);
        Assert.Empty(InvisibleCharacters.In(File.ReadAllText(canvas)));
        Assert.Equal(0, (await Dark.Run(runtime.Folder, "check", "a.dark")).ExitCode);
    }

    private static string JsonSerializerText(string escaped) =>
        System.Text.Json.JsonDocument.Parse($"\"{escaped}\"").RootElement.GetString()!;

    private Task<DarkRun> Emit(string json) => Dark.Run(_folder.Path, "emit", "w", json, "--wait");
}
