using DarkLang.Cli.Commands;
using DarkLang.Cli.Output;

namespace DarkLang.Cli.Repl;

/// <summary>The state of a session: the loaded files, the definitions typed since, and the named values.</summary>
/// <param name="isInteractive">Whether notes that are not results are printed too.</param>
internal sealed class Session(Shell shell, ResultPrinter results, bool isInteractive)
{
    public const string LastValue = "it";

    private readonly Dictionary<string, Value> _variables = new(StringComparer.Ordinal);
    private readonly List<(string Keyword, string Name, SourceText Text)> _typed = [];
    private readonly EffectsHost _host = new(new EvalEffects(shell.Time, shell.Note));
    private readonly HashSet<(string Code, Location At)> _warned = [];
    private IReadOnlyList<string> _paths = [];
    private IReadOnlyList<SourceText> _files = [];
    private int _inputs;

    public LineScope Scope { get; private set; } = LineScope.Empty();

    public IReadOnlyDictionary<string, Value> Variables => _variables;

    /// <summary>Uses these files instead of those loaded before; typed definitions stay. Returns false if the files have errors.</summary>
    public bool Load(IReadOnlyList<string> paths)
    {
        var texts = CanvasFiles.Read(paths, shell.Folder);
        // `:reload` reads these files even if they have errors now.
        if (texts.Problems.Count == 0)
            _paths = paths;
        return Use(texts);
    }

    /// <summary>Reads the files again. If they have errors, the previous ones stay in use.</summary>
    public bool Reload() => Use(CanvasFiles.Read(_paths, shell.Folder));

    private bool Use(CanvasTexts texts)
    {
        DiagnosticOutput.Write(shell, texts.Problems);
        if (texts.Problems.Count > 0 || !TryScope(texts.Sources, TypedTexts))
            return false;
        _files = texts.Sources;
        if (_paths.Count > 0)
            Note($"loaded {string.Join(", ", _paths)}: {DisplayText.Quantity(Scope.Functions.Count(), "function")}");
        return true;
    }

    /// <summary>Runs one expression, <c>let</c> or definition. Returns false if it failed.</summary>
    public bool Run(string input, CancellationToken cancellation)
    {
        // A line that begins with a pipe continues from the last value.
        var text = input.AsSpan().TrimStart().StartsWith("|>") ? $"{LastValue} {input.TrimStart()}" : input;
        var source = new SourceText($"input {++_inputs}", text);
        return TypedText.IsDefinition(text) && !_variables.ContainsKey(FirstWord(text)) ? Define(source) : Evaluate(source, cancellation);
    }

    /// <summary>Loads a line and prints what is wrong with it; returns null if it can't be run.</summary>
    public LoadedLine? Read(SourceText source)
    {
        var line = Scope.LoadLine(source, [.. _variables.Select(variable => (variable.Key, variable.Value))]);
        DiagnosticOutput.Write(shell, line.Diagnostics);
        return line.Code is null ? null : line;
    }

    private bool Evaluate(SourceText source, CancellationToken cancellation)
    {
        if (Read(source) is not { Code: { } code } line)
            return false;
        var arguments = _variables.Values.ToArray();
        switch (LargeStack.Run(() => Interpreter.Run(code, arguments, _host, Limits.Default, cancellation)))
        {
            case Outcome.Completed completed when line.Names.Count > 0:
                return Bind(line.Names, completed.Value);
            case Outcome.Completed completed:
                _variables[LastValue] = completed.Value;
                results.Show(completed.Value);
                return true;
            case Outcome.Failed failed:
                shell.Error.Write(DiagnosticRenderer.Render(failed.Error, shell.ColoursError, explain: true));
                return false;
            case Outcome.Incomplete incomplete:
                shell.Note($"error: no code is written yet at {incomplete.At}");
                return false;
            default:
                shell.Note("stopped");
                return false;
        }
    }

    private bool Bind(IReadOnlyList<string> names, Value result)
    {
        if (result.Kind != ValueKind.List)
        {
            shell.Note($"error: {string.Join(", ", names)} has no value: `?` ended the input with {ValueDisplay.Short(result)}");
            return false;
        }
        foreach (var (index, name) in names.Index())
        {
            var value = result.AsList.Items[index];
            _variables[name] = value;
            Note($"{name} = {DisplayText.Printable(ValueDisplay.Short(value))}");
        }
        return true;
    }

    private bool Define(SourceText source)
    {
        if (TypedText.DefinitionOf(source.Text) is not var (keyword, name))
            return RefuseDefinition(source);
        if (!TryScope(_files, [.. TypedTexts, source]))
            return false;
        _typed.RemoveAll(typed => (typed.Keyword, typed.Name) == (keyword, name));
        _typed.Add((keyword, name, source));
        // A value of that name would hide the new function.
        _variables.Remove(name);
        Note(Scope.FindFunction(name) is { } function && keyword == "fn" ? function.Signature : $"{keyword} {name}");
        return true;
    }

    private bool RefuseDefinition(SourceText source)
    {
        if (!TryScope(_files, [.. TypedTexts, source], keep: false))
            return false;
        var refused = $"the repl accepts fn and type, not {FirstWord(source.Text)}";
        shell.NoteError(refused, "write it in a file, for `dark run` and `dark test`");
        return false;
    }

    private IReadOnlyList<SourceText> TypedTexts => [.. _typed.Select(typed => typed.Text)];

    private bool TryScope(IReadOnlyList<SourceText> files, IReadOnlyList<SourceText> typed, bool keep = true)
    {
        var loaded = Scope.With(files, typed);
        // A warning about a file is printed once, not at every definition.
        DiagnosticOutput.Write(shell, [.. loaded.Diagnostics.Where(
            diagnostic => diagnostic.Severity == Severity.Error || _warned.Add((diagnostic.Code, diagnostic.Location)))]);
        if (loaded.Scope is { } scope && keep)
            Scope = scope;
        return loaded.Scope is not null;
    }

    private void Note(string message)
    {
        if (isInteractive)
            shell.Error.WriteLine(shell.ColoursError ? $"\e[2m{DisplayText.Printable(message)}\e[0m" : DisplayText.Printable(message));
    }

    private static string FirstWord(string text) => text.Split([' ', '\n'], 2)[0];
}
