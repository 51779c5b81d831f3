using DarkLang.Cli.Output;

namespace DarkLang.Cli.Stores;

/// <summary>Loads the canvas that a command runs, and reports what is wrong with it.</summary>
internal static class CanvasSource
{
    /// <summary>Returns null when the canvas has errors, or nothing to run. What is wrong is printed.</summary>
    public static LoadedCanvas? LoadToRun(Shell shell, IReadOnlyList<string> files)
    {
        if (Load(shell, files) is not { Canvas: { } canvas } loaded)
            return null;
        if (canvas.Workers.Count + canvas.Crons.Count > 0)
            return loaded;
        shell.NoteError("the canvas has no workers and no crons: there is nothing to run", "add `worker NAME` or `cron NAME every 1h`");
        return null;
    }

    /// <summary>Returns null when the canvas has errors. Errors and warnings are printed.</summary>
    public static LoadedCanvas? Load(Shell shell, IReadOnlyList<string> files) => Load(shell, files, CanvasCheck.Load);

    /// <summary>Does the same for a canvas whose tests are run.</summary>
    public static LoadedCanvas? LoadToTest(Shell shell, IReadOnlyList<string> files) => Load(shell, files, CanvasCheck.LoadToTest);

    private static LoadedCanvas? Load(
        Shell shell, IReadOnlyList<string> files, Func<IReadOnlyList<SourceText>, LoadedCanvas> load)
    {
        var texts = CanvasFiles.Read(files, shell.Folder);
        DiagnosticOutput.Write(shell, texts.Problems);
        if (texts.Problems.Count > 0)
            return null;
        var loaded = load(texts.Sources);
        DiagnosticOutput.Write(shell, loaded.Diagnostics);
        if (loaded.Canvas is not null)
            return loaded;
        shell.Note(DiagnosticOutput.Summary(loaded.Diagnostics));
        return null;
    }
}
