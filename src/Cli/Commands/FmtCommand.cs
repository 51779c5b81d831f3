using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;
using DarkLang.Lang.Formatting;

namespace DarkLang.Cli.Commands;

/// <summary>Formats files. A file with errors stays unchanged, and the others are formatted.</summary>
internal static class FmtCommand
{
    private const string StandardInput = "-";

    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Several("FILE", "The files, or - for stdin (all .dark files of this folder if omitted)");
        var check = new Option<bool>("--check")
        {
            Description = "Change nothing; list the files that are not formatted, and fail if there are any",
        };
        var diff = new Option<bool>("--diff") { Description = "Change nothing; print what would change" };
        return new Command("fmt", "Format files") { files, check, diff }.Does(shell, (parse, _) =>
        {
            var run = new FmtRun(shell, parse.GetValue(check), parse.GetValue(diff));
            foreach (var path in Named(parse.GetValue(files) ?? [], shell.Folder))
                run.Format(path);
            return Task.FromResult(run.Finish());
        });
    }

    private static List<string> Named(string[] given, string folder)
    {
        var paths = given.Distinct().ToList();
        if (paths.Count > 0)
            return paths;
        paths = [.. Directory.EnumerateFiles(folder, "*.dark").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return paths.Count > 0 ? paths
            : throw new CommandFailure(
                ExitCode.Usage, "there is no .dark file in this folder", "name the files to format, or - for stdin: dark fmt canvas.dark");
    }

    private sealed class FmtRun(Shell shell, bool check, bool diff)
    {
        private int _changed;
        private int _failed;
        private bool _hasBug;

        public void Format(string path)
        {
            if (Read(path) is not { } source)
            {
                _failed++;
                return;
            }
            var formatted = CanvasFormatter.Format(source);
            if (formatted.Text is not { } text)
            {
                DiagnosticOutput.Write(shell, formatted.Mistakes);
                shell.Note($"{source.Path} is unchanged: {DiagnosticOutput.Summary(formatted.Mistakes)}");
                _failed++;
                return;
            }
            if (formatted.Changed is { } changed)
            {
                var bug = $"this is a bug in dark: formatting would change the meaning of the item at {changed}";
                shell.NoteError($"{bug}; {source.Path} is unchanged", "please report it with this item");
                _hasBug = true;
                return;
            }
            Show(path, source, text);
        }

        /// <summary>Returns the exit code: differences fail only with <c>--check</c>.</summary>
        public int Finish() => _hasBug ? ExitCode.Bug : _failed > 0 || (check && _changed > 0) ? ExitCode.Failed : ExitCode.Ok;

        private void Show(string path, SourceText source, string text)
        {
            var differs = path == StandardInput
                ? source.Text != text
                : !File.ReadAllBytes(FullPath(path)).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text));
            if (differs)
                _changed++;
            if (diff)
                shell.Out.Write(LineDiff.Unified(source.Path, source.Text, $"{source.Path} (formatted)", text));
            if (check && differs)
                shell.Note($"{source.Path} is not formatted");
            if (check || diff)
                return;
            if (path == StandardInput)
                shell.Out.Write(text);
            else if (differs)
                Write(path, text);
        }

        private void Write(string path, string text)
        {
            try
            {
                FileReplacement.Write(FullPath(path), Encoding.UTF8.GetBytes(text));
                shell.Note($"formatted {path}");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                shell.Note($"error: {path} can't be written and is unchanged: {fault.Message}");
                _failed++;
            }
        }

        private SourceText? Read(string path)
        {
            if (path == StandardInput)
                return new SourceText("stdin", shell.In.ReadToEnd());
            var texts = CanvasFiles.Read([path], shell.Folder);
            DiagnosticOutput.Write(shell, texts.Problems);
            return texts.Sources.SingleOrDefault();
        }

        private string FullPath(string path) => Path.GetFullPath(path, shell.Folder);
    }
}
