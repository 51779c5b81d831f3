namespace DarkLang.Cli.Stores;

/// <summary>Finds the canvas of a folder.</summary>
internal static class CanvasFolder
{
    private const string Pattern = "*.dark";

    /// <summary>Returns the files that are named, or else the only file of the folder; each of several could be meant.</summary>
    public static IReadOnlyList<string> FilesOr(Shell shell, IReadOnlyList<string> named)
    {
        if (named.Count > 0)
            return named;
        var files = Directory.GetFiles(shell.Folder, Pattern)
            .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList();
        return files switch
        {
            [_] => files,
            [] => throw new CommandFailure(
                ExitCode.Usage, "there is no .dark file in this folder", "`dark new DIR` makes one; `dark dev FILE` takes any file"),
            _ => throw new CommandFailure(
                ExitCode.Usage, $"there are {files.Count} .dark files in this folder: which one do you mean?",
                $"one of {string.Join(", ", files.Select(file => $"`dark dev {ShellWord.Of(file)}`"))}; "
                    + "several files of one canvas are named together"),
        };
    }
}
