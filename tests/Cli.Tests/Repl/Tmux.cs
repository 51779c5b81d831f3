using System.Diagnostics;

namespace DarkLang.Cli.Tests.Repl;

/// <summary>A real terminal with one command in it. Keys are sent when the screen shows what they are for.</summary>
internal sealed class Tmux : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Tests beside this one have terminals of their own.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-tmux-");

    public static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    public static async Task<Tmux> Start(string command)
    {
        var tmux = new Tmux();
        await tmux.Run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "40", "-s", "test", $"{command}; echo ended with $?; cat");
        return tmux;
    }

    public Task Type(string text) => Run("send-keys", "-t", "test", "-l", text);

    /// <summary>Keys as tmux names them: <c>Enter</c>, <c>C-a</c>, <c>Up</c>.</summary>
    public Task Press(params string[] keys) => Run(["send-keys", "-t", "test", .. keys]);

    /// <summary>Waits until the last lines of the screen are these.</summary>
    public Task Expect(params string[] last) =>
        Until(lines => lines.TakeLast(last.Length).SequenceEqual(last), $"end with\n{string.Join('\n', last)}");

    /// <summary>Waits until a line of the screen has that in it.</summary>
    public Task Shows(string part) => Until(lines => lines.Any(line => line.Contains(part, StringComparison.Ordinal)), $"show\n{part}");

    /// <summary>Waits until no line of the screen has that in it any more.</summary>
    public Task ShowsNoMore(string part) =>
        Until(lines => !lines.Any(line => line.Contains(part, StringComparison.Ordinal)), $"no more show\n{part}");

    private async Task Until(Func<string[], bool> isSo, string wish)
    {
        var clock = Stopwatch.StartNew();
        var lines = await Lines();
        while (!isSo(lines))
        {
            if (clock.Elapsed > Patience)
                Assert.Fail($"the screen should {wish}\nbut shows\n{string.Join('\n', lines)}");
            lines = await Lines();
        }
    }

    /// <summary>Presses a key until a line ends as given: a key that comes before a program is ready for it is lost.</summary>
    public async Task PressUntil(string key, string end)
    {
        var clock = Stopwatch.StartNew();
        while (!(await Lines()).Any(line => line.EndsWith(end, StringComparison.Ordinal)))
        {
            Assert.True(clock.Elapsed < Patience, $"{key} should lead to \"{end}\"");
            await Press(key);
        }
    }

    private string Socket => Path.Combine(_folder.FullName, "s");

    private async Task<string[]> Lines() => [.. (await Run("capture-pane", "-p", "-t", "test")).Split('\n').Where(line => line.Length > 0)];

    public void Dispose()
    {
        using var process = Process.Start("tmux", ["-S", Socket, "kill-server"]);
        process.WaitForExit();
        _folder.Delete(recursive: true);
    }

    private async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-S", Socket, .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
