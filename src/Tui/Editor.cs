using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>The editor of whoever looks, as the environment names it.</summary>
internal sealed class Editor(string command)
{
    public const string NotSet = "no editor is set: `export EDITOR=vim` (or VISUAL) before `dark tui`";

    /// <summary>Those that take a place as <c>file:line</c>; others take <c>+line file</c>.</summary>
    private static readonly string[] TakePlaces = ["hx", "helix", "subl", "zed", "micro"];

    private static readonly string[] TakePlacesBehindOption = ["code", "code-insiders", "codium", "cursor"];

    /// <summary>Null when none is set.</summary>
    public static Editor? OfEnvironment() =>
        (Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual
            ? visual
            : Environment.GetEnvironmentVariable("EDITOR")) is { Length: > 0 } named ? new Editor(named) : null;

    /// <summary>Opens it and waits until it ends. Gives what went wrong, if anything.</summary>
    /// <param name="canvas">The file of the canvas: a path that is not found from here may lie beside it.</param>
    public string? Open(EditorLocation wish, string canvas)
    {
        var path = Find(wish.Path, canvas);
        if (path is null)
            return $"there is no file {wish.Path} here";
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            foreach (var argument in Arguments(path, wish.Line))
                start.ArgumentList.Add(argument);
            using var editor = Process.Start(start)!;
            editor.WaitForExit();
            return editor.ExitCode == 0 ? null : $"the editor `{command}` ended with {editor.ExitCode}";
        }
        catch (Win32Exception fault)
        {
            return $"the editor `{command}` does not start: {fault.Message}";
        }
    }

    /// <summary>The command may have options of its own, which a shell takes apart.</summary>
    internal IReadOnlyList<string> Arguments(string path, int line)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        var name = Path.GetFileName(command.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
        string[] place = TakePlacesBehindOption.Contains(name)
            ? ["--goto", $"{path}:{number}"]
            : TakePlaces.Contains(name) ? [$"{path}:{number}"] : [$"+{number}", path];
        return ["-c", $"{command} \"$@\"", "sh", .. place];
    }

    private static string? Find(string path, string canvas)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(canvas.Length > 0 ? canvas : "."));
        return new[] { Path.GetFullPath(path), Path.GetFullPath(path, folder ?? Environment.CurrentDirectory) }.FirstOrDefault(File.Exists);
    }
}
