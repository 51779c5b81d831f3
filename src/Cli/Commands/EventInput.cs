namespace DarkLang.Cli.Commands;

/// <summary>An event as it is given: JSON itself, <c>-</c> for stdin, <c>@FILE</c>.</summary>
internal static class EventInput
{
    public static async Task<string> Read(Shell shell, string text, CancellationToken cancellation) => text switch
    {
        "-" => await shell.In.ReadToEndAsync(cancellation),
        ['@', ..] => await ReadFile(shell, text[1..], cancellation),
        _ => text,
    };

    public static CommandFailure Unreadable(string path, Exception fault) => new(ExitCode.Failed, $"{path} can't be read: {fault.Message}");

    private static async Task<string> ReadFile(Shell shell, string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(Path.GetFullPath(path, shell.Folder), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }
}
