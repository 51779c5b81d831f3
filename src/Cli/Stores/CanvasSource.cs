using DarkLang.Cli.Output;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Canvases;

namespace DarkLang.Cli.Stores;

/// <summary>The canvas that a command is going to run: told what is wrong, or loaded.</summary>
internal static class CanvasSource
{
    /// <summary>Null after the mistakes were shown; warnings are shown and stop nothing.</summary>
    public static LoadedCanvas? Load(Shell shell, IReadOnlyList<string> files)
    {
        var texts = CanvasFiles.Read(files, shell.Folder);
        DiagnosticOutput.Write(shell, texts.Problems);
        if (texts.Problems.Count > 0)
            return null;
        var loaded = CanvasCheck.Load(texts.Sources);
        DiagnosticOutput.Write(shell, loaded.Diagnostics);
        if (loaded.Canvas is not null)
            return loaded;
        shell.Note(DiagnosticOutput.Summary(loaded.Diagnostics));
        return null;
    }
}
