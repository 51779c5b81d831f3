using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DarkLang.Cli.Tests.Running;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Tests.Documentation;

/// <summary>Every line of shell on the page of the control endpoint is run against a canvas.</summary>
public sealed class ControlPageTests : IDisposable
{
    private const string Canvas = "worker orders\n  event.total\n\nworker print with { external: true }\n\ncron tick daily at 03:00\n  1\n";

    private readonly TemporaryFolder _folder = new();

    public ControlPageTests() => _folder.Write("orders.dark", Canvas);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_curl_line_works()
    {
        var port = FreePort();
        await using var canvas = await RunningCanvas.Start(_folder.Path, "orders.dark", "--port", port);
        var lines =
            (await File.ReadAllLinesAsync(Path.Combine(DocumentationTests.Docs(), "control.md"), TestContext.Current.CancellationToken))
            .Where(line => line.StartsWith("curl ", StringComparison.Ordinal))
            .Select(line => line.Replace("7070", port, StringComparison.Ordinal))
            .ToList();
        Assert.InRange(lines.Count, 10, 100);
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var (exitCode, output) = await Shell(line);
            // The stream of events has no end: curl's patience (28) ends it.
            if (exitCode != (line.Contains("--max-time", StringComparison.Ordinal) ? 28 : 0)
                || output.Contains("\"problem\"", StringComparison.Ordinal))
                wrong.Add($"{line}\nends with {exitCode}: {output}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Contains("\"orders\"", (await Shell(lines[0])).Output, StringComparison.Ordinal);
        Assert.Contains("event: status", (await Shell(lines[^1])).Output, StringComparison.Ordinal);
        Assert.Contains(
            "the token is missing", (await Shell($"curl -s http://127.0.0.1:{port}/v2/status")).Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(
                Path.Combine(_folder.Path, ".dark/orders/control.token")));
    }

    [Fact]
    public async Task The_page_lists_every_operation()
    {
        var page =
            await File.ReadAllTextAsync(Path.Combine(DocumentationTests.Docs(), "control.md"), TestContext.Current.CancellationToken);
        var rows = Regex.Matches(page, @"^\| `((?:GET|POST) /[^`]+)` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value);
        Assert.Equal(
            Operations.All.Select(operation => $"{operation.Method} {operation.Path}").Append("GET /v2/events").Order(), rows.Order());
    }

    [Theory]
    [InlineData("--listen and --token-file go with --port", "--listen", "0.0.0.0")]
    [InlineData("--port takes a number from 1 to 65535, not 70000", "--port", "70000")]
    [InlineData("--listen takes an address such as 127.0.0.1 or 0.0.0.0, not \"here\"", "--port", "7070", "--listen", "here")]
    public async Task Options_that_make_no_sense_are_refused(string message, params string[] options)
    {
        var run = await Dark.Run(_folder.Path, ["run", "orders.dark", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_easily_guessed_is_refused()
    {
        _folder.Write("token", "secret\n");
        var run = await Dark.Run(_folder.Path, "run", "orders.dark", "--port", FreePort(), "--token-file", "token");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is shorter than 16 characters", run.Error, StringComparison.Ordinal);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private async Task<(int ExitCode, string Output)> Shell(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
