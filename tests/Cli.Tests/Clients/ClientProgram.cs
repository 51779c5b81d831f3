using System.Diagnostics;
using DarkLang.Cli.Tests.Running;

namespace DarkLang.Cli.Tests.Clients;

/// <summary>The clients in other languages, and what runs programs with them.</summary>
internal static class ClientProgram
{
    private static readonly string Folder = Find();
    private static readonly string JavaScript = Path.Combine(Folder, "typescript", "dark-client.js");

    /// <summary>Starts the example of a client as a consumer of <c>worker thumbnail</c>.</summary>
    /// <param name="place">The folder of the store; or a URL and the file with the token.</param>
    public static RunningCanvas StartExample(string language, string folder, params string[] place)
    {
        var (program, arguments) = language switch
        {
            "python" => (Need("python3"), [Path.Combine(Folder, "python", "example.py")]),
            "typescript" => (Need("node"), [Path.Combine(Folder, "typescript", "example.js")]),
            _ => (Path.Combine(Folder, "csharp", "Example", Build(), "DarkLang.Example"), Array.Empty<string>()),
        };
        return RunningCanvas.Of(Dark.StartProgram(program, folder, [.. arguments, .. place]));
    }

    /// <summary>Runs a text of a language to its end, and returns what it printed.</summary>
    public static async Task<DarkRun> Run(string language, string folder, string text)
    {
        var (program, arguments) = language == "python"
            ? (Need("python3"), (string[])["-c", text])
            : (Need("node"), ["--input-type=module", "-e", text.Replace("CLIENT", JavaScript, StringComparison.Ordinal)]);
        using var process = Dark.StartProgram(program, folder, arguments, ("PYTHONPATH", Path.Combine(Folder, "python")));
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new DarkRun(process.ExitCode, await output, await error);
    }

    private static string Need(string program)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        Assert.SkipUnless(
            folders.Any(folder => File.Exists(Path.Combine(folder, program))),
            $"{program} is not installed: this test runs the client of its language");
        return program;
    }

    // The configuration and the framework of this build: bin/Release/net10.0.
    private static string Build()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine("bin", folder.Parent!.Name, folder.Name);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DarkLang.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "clients");
    }
}
