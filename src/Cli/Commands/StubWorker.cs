using System.Text;
using DarkLang.Cli.Output;
using DarkLang.Display;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Runtime.Canvases;
using DarkLang.Tui;

namespace DarkLang.Cli.Commands;

/// <summary>A worker without code for messages that wait, written behind everything else in a file. What is there stays byte for byte.</summary>
internal sealed class StubWorker(string name, long messages, string? newestEvent)
{
    private const int LongestEvent = 500;

    /// <summary>What would be written, and where. The file is replaced as a whole by it, or not touched.</summary>
    public WorkerStub For(string path, string folder)
    {
        var texts = CanvasFiles.Read([path], folder);
        if (texts.Problems is [var problem, ..])
            throw new CommandFailure(ExitCode.Failed, problem.Message, problem.Help ?? "name the canvas with --file FILE");
        var old = texts.Sources[0].Text;
        if (Workers(path, old).Contains(name))
            throw new CommandFailure(
                ExitCode.Refused,
                $"worker {name} is in {path} already",
                "it takes the messages once the file is read: `dark reload`, or start the canvas");
        var addition = Text(old);
        if (!Workers(path, old + addition).Contains(name))
            throw new CommandFailure(
                ExitCode.Failed,
                $"{path} ends in the middle of something, so that nothing can follow it",
                $"`dark check {path}` shows what is wrong");
        var line = (old + addition[..addition.LastIndexOf("worker ", StringComparison.Ordinal)]).Count(c => c == '\n') + 1;
        return new WorkerStub(path, line, addition, () => Append(path, folder, old, addition));
    }

    /// <summary>What changed since the stub was made is not written over.</summary>
    private static void Append(string path, string folder, string old, string addition)
    {
        if (CanvasFiles.Read([path], folder) is not { Sources: [var now], Problems: [] } || now.Text != old)
            throw new CommandFailure(ExitCode.Failed, $"{path} changed meanwhile", "look at the worker again");
        Replace(Path.GetFullPath(path, folder), addition);
    }

    private static IEnumerable<string> Workers(string path, string text) =>
        CanvasParser.ParseFile(new SourceText(path, text)).Syntax.Items.OfType<WorkerItem>().Select(worker => worker.Name.Text);

    private string Text(string old)
    {
        var line = old.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var text = new StringBuilder();
        if (old.Length > 0)
            text.Append(old.EndsWith('\n') ? line : line + line);
        var sample = newestEvent is null
            || newestEvent.Length > LongestEvent ? "" : $", the newest with {DisplayText.OneLine(newestEvent, LongestEvent)}";
        text.Append("/// ").Append(DisplayText.Quantity(messages, "message")).Append(messages == 1 ? " waits" : " wait").Append(" for this")
            .Append(sample).Append('.').Append(line);
        text.Append("worker ").Append(Written()).Append(line).Append("  ___").Append(line);
        return text.ToString();
    }

    // Bare where the language reads it so.
    private string Written() => Workers("stub", $"worker {name}\n  ___\n").SequenceEqual([name])
        ? name
        : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Replace(string path, string addition)
    {
        // Behind a link stands the file that is meant.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var next = $"{target}.{Environment.ProcessId}.new";
        try
        {
            using (var file = new FileStream(next, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(File.ReadAllBytes(target));
                file.Write(Encoding.UTF8.GetBytes(addition));
                file.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(next, File.GetUnixFileMode(target));
            File.Move(next, target, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(next);
            throw new CommandFailure(ExitCode.Failed, $"{target} can't be written: {fault.Message}");
        }
    }
}
