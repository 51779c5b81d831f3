using DarkLang.Cli.Stores;
using DarkLang.Lang.Syntax;

namespace DarkLang.Cli.Commands;

/// <summary>A worker without code, for messages that wait. It is added to the end of a file, which stays the same byte for byte.</summary>
internal sealed class StubWorker(NotFoundView lost)
{
    private const int LongestEvent = 500;

    private string Name => lost.Name;

    /// <summary>Returns what to write, and where.</summary>
    /// <param name="files">The other files of the canvas, which may have got the worker meanwhile.</param>
    public WorkerStub For(string path, string folder, IEnumerable<string> files)
    {
        var texts = CanvasFiles.Read([path], folder);
        if (texts.Problems is [var problem, ..])
            throw new CommandFailure(ExitCode.Failed, problem.Message, problem.Help ?? "name the canvas with --file FILE");
        var old = texts.Sources[0].Text;
        var sources = texts.Sources.Concat(CanvasFiles.Read(files, folder).Sources);
        if (sources.FirstOrDefault(source => Workers(source.Path, source.Text).Contains(Name)) is { } taken)
            throw new CommandFailure(
                ExitCode.Refused, $"{taken.Path} already has a worker {Name}",
                "it gets the messages once the file is loaded: run `dark reload`, or start the canvas");
        var addition = Text(old);
        var isUnfinished = $"{path} ends in the middle of an item, so nothing can be added";
        if (!Workers(path, old + addition).Contains(Name))
            throw new CommandFailure(ExitCode.Failed, isUnfinished, $"`dark check {ShellWord.Of(path)}` shows what is wrong");
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
        var gap = old.Length == 0 ? "" : old.EndsWith('\n') ? line : line + line;
        var sample = lost.Event?.Json is { Length: <= LongestEvent } json ? DisplayText.OneLine(json, LongestEvent) : null;
        var newest = sample is null ? "" : $", the newest with {sample}";
        return $"{gap}/// {DisplayText.Quantity(lost.Messages, "message waits", "messages wait")} for this{newest}.{line}"
            + $"worker {SourceName()}{line}  ___{line}";
    }

    /// <summary>Returns the name as the language writes it: bare if possible, else quoted, with escapes.</summary>
    private string SourceName() => Workers("stub", $"worker {Name}\n  ___\n").SequenceEqual([Name]) && DisplayText.Printable(Name) == Name
        ? Name
        : DisplayText.Printable(ValueDisplay.Show(Value.String(Name)));
}
