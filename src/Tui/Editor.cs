using System.ComponentModel;
using System.Diagnostics;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>The editor of the user, as the environment names it.</summary>
internal sealed class Editor(string command)
{
    public const string NotSet = "no editor is set: `export EDITOR=vim` (or VISUAL) before `dark tui`";

    /// <summary>Editors that take <c>file:line</c>; others take <c>+line file</c>.</summary>
    private static readonly string[] TakeFileAndLine = ["hx", "helix", "subl", "zed", "micro"];

    private static readonly string[] TakeGoto = ["code", "code-insiders", "codium", "cursor"];

    /// <summary>Returns null when none is set.</summary>
    public static Editor? OfEnvironment() =>
        (Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual
            ? visual
            : Environment.GetEnvironmentVariable("EDITOR")) is { Length: > 0 } named ? new Editor(named) : null;

    /// <summary>Opens the editor and waits until it ends. Returns what went wrong, if anything.</summary>
    /// <param name="canvas">The file of the canvas: a path that does not exist from here may be relative to its folder.</param>
    public string? Open(EditorLocation location, string canvas)
    {
        var path = Find(location.Path, canvas);
        if (path is null)
            return $"there is no file {location.Path} here";
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            foreach (var argument in Arguments(path, location.Line))
                start.ArgumentList.Add(argument);
            using var editor = Process.Start(start)!;
            editor.WaitForExit();
            return editor.ExitCode == 0 ? null : $"the editor `{command}` ended with exit code {editor.ExitCode}";
        }
        catch (Win32Exception fault)
        {
            return $"the editor `{command}` does not start: {fault.Message}";
        }
    }

    /// <summary>Returns the arguments of a shell, which splits the options in the command.</summary>
    internal IReadOnlyList<string> Arguments(string path, int line)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        var name = Path.GetFileName(command.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
        string[] location = TakeGoto.Contains(name)
            ? ["--goto", $"{path}:{number}"]
            : TakeFileAndLine.Contains(name) ? [$"{path}:{number}"] : [$"+{number}", path];
        return ["-c", $"{command} \"$@\"", "sh", .. location];
    }

    private static string? Find(string path, string canvas)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(canvas.Length > 0 ? canvas : "."));
        return new[] { Path.GetFullPath(path), Path.GetFullPath(path, folder ?? Environment.CurrentDirectory) }.FirstOrDefault(File.Exists);
    }
}
