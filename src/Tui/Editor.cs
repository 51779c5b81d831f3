using System.ComponentModel;
using System.Diagnostics;

namespace DarkLang.Tui;

/// <summary>The editor of the user, as the environment names it.</summary>
public sealed class Editor
{
    public const string NotSet = "no editor is set, and there is no vi or nano: `export EDITOR=…` (or VISUAL) names one";

    /// <summary>Editors that take <c>+line file</c>. Any other editor would take the line for a file.</summary>
    private static readonly string[] TakePlusLine =
        ["vi", "vim", "nvim", "gvim", "view", "ex", "nano", "pico", "emacs", "emacsclient", "kak", "joe", "mg", "jed", "ne", "mcedit"];

    /// <summary>Editors that take <c>file:line</c>.</summary>
    private static readonly string[] TakeFileAndLine = ["hx", "helix", "subl", "zed", "micro"];

    private static readonly string[] TakeGoto = ["code", "code-insiders", "codium", "cursor"];

    private static readonly string[] Standard = ["vi", "nano"];

    private readonly string _command;

    internal Editor(string command) => _command = command;

    /// <summary>Returns the editor of <c>VISUAL</c> or <c>EDITOR</c>, or a standard one; null if there is none.</summary>
    public static Editor? Of(Func<string, string?> environment)
    {
        string?[] named = [environment("VISUAL"), environment("EDITOR"), .. Standard.Where(IsInstalled)];
        return named.FirstOrDefault(command => command is { Length: > 0 }) is { } found ? new Editor(found) : null;

        bool IsInstalled(string command) =>
            (environment("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));
    }

    /// <summary>Opens a file and waits until the editor ends. Returns what went wrong, if anything.</summary>
    public string? Open(string path, int line)
    {
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            foreach (var argument in Arguments(path, line))
                start.ArgumentList.Add(argument);
            using var editor = Process.Start(start)!;
            editor.WaitForExit();
            return editor.ExitCode == 0 ? null : $"the editor `{_command}` ended with exit code {editor.ExitCode}";
        }
        catch (Win32Exception fault)
        {
            return $"the editor `{_command}` does not start: {fault.Message}";
        }
    }

    /// <summary>Returns the arguments of a shell, which splits the options in the command.</summary>
    internal IReadOnlyList<string> Arguments(string path, int line)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        var name = Path.GetFileName(_command.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
        string[] location = TakeGoto.Contains(name)
            ? ["--goto", $"{path}:{number}"]
            : TakeFileAndLine.Contains(name) ? [$"{path}:{number}"]
            : TakePlusLine.Contains(name) ? [$"+{number}", path] : [path];
        return ["-c", $"{_command} \"$@\"", "sh", .. location];
    }
}
