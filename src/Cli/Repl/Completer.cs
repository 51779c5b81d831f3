using DarkLang.Cli.Output;
using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Repl;

/// <summary>Completes the word before the cursor: commands, files, fields, library functions, names and keywords.</summary>
internal sealed class Completer(Session session, string folder)
{
    private static readonly string[] Keywords =
        ["let", "if", "then", "else", "match", "with", "when", "fn", "type", "true", "false", "null", "Just", "Nothing", "Ok", "Error"];

    public Completions Complete(string text, int cursor)
    {
        var line = text[..cursor];
        if (ReplCommandLine.Is(line) && !line.TrimStart().Contains(' ', StringComparison.Ordinal))
            return Of(line, line.IndexOf(':', StringComparison.Ordinal), ReplCommandLine.All.Select(
                command => new Completion(command.Name, $"{command.Usage}   {command.About}")));
        if (ReplCommandLine.Is(line) && ReplCommandLine.Parse(line).Name == ":load")
            return OfFiles(line, line.LastIndexOf(' ') + 1);
        var start = StartOfWord(line, ':');
        if (start > 0 && line[start - 1] == '.')
            return Of(line, start, FieldsBefore(line[..(start - 1)]));
        return line.IndexOf("::", start, StringComparison.Ordinal) >= 0
            ? Of(line, start, LibraryCatalog.Standard.Functions.Select(Describe))
            : Of(line, start, Names());
    }

    private static Completions Of(string line, int start, IEnumerable<Completion> candidates)
    {
        var word = line[start..];
        return new Completions(start, word, [.. candidates.Where(candidate => candidate.Text.StartsWith(word, StringComparison.Ordinal))
            .OrderBy(candidate => candidate.Text, StringComparer.Ordinal)]);
    }

    private IEnumerable<Completion> Names() =>
        session.Variables.Select(variable => Describe(variable.Key, " =", variable.Value))
            .Concat(session.Scope.Functions.Select(function => new Completion(function.Name, function.Signature)))
            .Concat(LibraryCatalog.Standard.Functions.Where(function => !function.Name.Contains("::", StringComparison.Ordinal))
                .Select(Describe))
            .Concat(LibraryCatalog.Standard.Contents.Where(module => module.Name.Length > 0)
                .Select(module => new Completion($"{module.Name}::", $"{module.Name}::   {module.About}")))
            .Concat(Keywords.Select(word => new Completion(word, "")))
            .DistinctBy(candidate => candidate.Text);

    private static Completion Describe(LibraryFunction function) => new(function.Name, function.Signature);

    /// <summary>Returns the fields of the record that a path such as <c>order.customer</c> names, if it begins with a variable.</summary>
    private IEnumerable<Completion> FieldsBefore(string line)
    {
        var path = line[StartOfWord(line, '.')..].Split('.');
        if (!session.Variables.TryGetValue(path[0], out var value))
            return [];
        foreach (var field in path.Skip(1))
        {
            if (value.Kind != ValueKind.Dict || !value.AsDict.TryGet(field, out value))
                return [];
        }
        if (value.Kind != ValueKind.Dict)
            return [];
        var record = value.AsDict;
        return [.. Enumerable.Range(0, record.Count).Select(i => Describe(record.Keys[i], ":", record.Values[i]))];
    }

    private static Completion Describe(string name, string separator, Value value) =>
        new(name, $"{name}{separator} {DisplayText.Printable(ValueDisplay.Short(value))}");

    private Completions OfFiles(string line, int start)
    {
        var typed = line[start..];
        var prefix = typed[..(typed.LastIndexOf('/') + 1)];
        var inside = new DirectoryInfo(Path.Combine(folder, prefix));
        if (!inside.Exists)
            return new Completions(start, typed, []);
        var names = inside.EnumerateDirectories().Where(sub => !sub.Name.StartsWith('.')).Select(sub => $"{prefix}{sub.Name}/")
            .Concat(inside.EnumerateFiles("*.dark").Select(file => prefix + file.Name));
        return Of(line, start, names.Select(name => new Completion(name, "")));
    }

    /// <summary>Returns where the last word of a line begins: letters, digits and underscores with a separator between its parts.</summary>
    private static int StartOfWord(string line, char separator)
    {
        var start = line.Length;
        while (start > 0 && (char.IsLetterOrDigit(line[start - 1]) || line[start - 1] == '_' || line[start - 1] == separator))
            start--;
        return start;
    }
}
