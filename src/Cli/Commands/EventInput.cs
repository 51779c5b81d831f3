namespace DarkLang.Cli.Commands;

/// <summary>Reads the event of a command: JSON or a Dark value itself, <c>-</c> for stdin, or <c>@FILE</c>.</summary>
internal static class EventInput
{
    private const string CommandLine = "/proc/self/cmdline";

    public static async Task<EventText> Read(Shell shell, string text, CancellationToken cancellation)
    {
        var @event = EventText.Of(await ReadText(shell, text, cancellation));
        return @event.Problem is { } problem ? throw new CommandFailure(ExitCode.Usage, $"the event is {problem}") : @event;
    }

    private static async Task<string> ReadText(Shell shell, string text, CancellationToken cancellation) => text switch
    {
        "-" => Decoded(await ReadAll(shell.InBytes, cancellation), "stdin"),
        ['@', ..] => Decoded(await ReadFile(shell, text[1..], cancellation), text[1..]),
        _ => AsTyped(text),
    };

    public static CommandFailure Unreadable(string path, Exception fault) => new(ExitCode.Failed, $"{path} can't be read: {fault.Message}");

    // Invalid UTF-8 on the command line is replaced before the program sees it.
    private static string AsTyped(string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal) && File.Exists(CommandLine))
            Decoded(File.ReadAllBytes(CommandLine), "the command line");
        return text;
    }

    private static string Decoded(byte[] bytes, string from)
    {
        var text = StrictUtf8.Read(bytes, out var problem);
        return problem is null ? text : throw new CommandFailure(
            ExitCode.Usage, $"the event from {from} can't be emitted: {problem}", "events must be UTF-8: `iconv` converts other encodings");
    }

    private static async Task<byte[]> ReadAll(Stream stream, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, cancellation);
        return all.ToArray();
    }

    private static async Task<byte[]> ReadFile(Shell shell, string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.GetFullPath(path, shell.Folder), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }
}
