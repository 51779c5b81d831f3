using DarkLang.Cli.Stores;
using DarkLang.Lang.Syntax;

namespace DarkLang.Cli.Commands;

/// <summary>A worker without code, for messages that wait. It is added to the end of a file, which stays the same byte for byte.</summary>
internal sealed class StubWorker(string name, long messages, string? newestEvent)
{
    private const int LongestEvent = 500;

    /// <summary>Returns what to write, and where.</summary>
    public WorkerStub For(string path, string folder)
    {
        var texts = CanvasFiles.Read([path], folder);
        if (texts.Problems is [var problem, ..])
            throw new CommandFailure(ExitCode.Failed, problem.Message, problem.Help ?? "name the canvas with --file FILE");
        var old = texts.Sources[0].Text;
        if (Workers(path, old).Contains(name))
            throw new CommandFailure(
                ExitCode.Refused,
                $"{path} already has a worker {name}",
                "it gets the messages once the file is loaded: run `dark reload`, or start the canvas");
        var addition = Text(old);
        if (!Workers(path, old + addition).Contains(name))
            throw new CommandFailure(
                ExitCode.Failed,
                $"{path} ends in the middle of an item, so nothing can be added",
                $"`dark check {path}` shows what is wrong");
        var line = (old + addition[..addition.LastIndexOf("worker ", StringComparison.Ordinal)]).Count(c => c == '\n') + 1;
        return new WorkerStub(path, line, addition, () => Append(path, folder, old, addition));
    }

    /// <summary>Fails if the file has changed since the stub was made.</summary>
    private static void Append(string path, string folder, string old, string addition)
    {
        if (CanvasFiles.Read([path], folder) is not { Sources: [var now], Problems: [] } || now.Text != old)
            throw new CommandFailure(ExitCode.Failed, $"{path} has changed meanwhile", "try again");
        var file = Path.GetFullPath(path, folder);
        try
        {
            FileReplacement.Write(file, [.. File.ReadAllBytes(file), .. Encoding.UTF8.GetBytes(addition)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Failed, $"{path} can't be written: {fault.Message}");
        }
    }

    private static IEnumerable<string> Workers(string path, string text) =>
        CanvasParser.ParseFile(new SourceText(path, text)).Syntax.Items.OfType<WorkerItem>().Select(worker => worker.Name.Text);

    private string Text(string old)
    {
        var line = old.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var text = new StringBuilder();
        if (old.Length > 0)
            text.Append(old.EndsWith('\n') ? line : line + line);
        var sample = newestEvent is null || newestEvent.Length > LongestEvent
            ? ""
            : $", the newest with {DisplayText.OneLine(newestEvent, LongestEvent)}";
        text.Append("/// ").Append(DisplayText.Quantity(messages, "message waits", "messages wait")).Append(" for this")
            .Append(sample).Append('.').Append(line);
        text.Append("worker ").Append(SourceName()).Append(line).Append("  ___").Append(line);
        return text.ToString();
    }

    /// <summary>Returns the name as the language writes it: bare if possible, else quoted.</summary>
    private string SourceName() => Workers("stub", $"worker {name}\n  ___\n").SequenceEqual([name])
        ? name
        : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
