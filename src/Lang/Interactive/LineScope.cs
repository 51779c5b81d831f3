using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Interactive;

/// <summary>The names that typed lines may use: functions and types of files, and of definitions typed since.</summary>
public sealed class LineScope
{
    private readonly Program _program;
    private readonly IReadOnlyList<FileSyntax> _files;

    private LineScope(Program program, IReadOnlyList<FileSyntax> files)
    {
        _program = program;
        _files = files;
    }

    public static LineScope Empty() => Load([], [], []).Scope!;

    /// <summary>Returns a scope with other files and definitions. A definition replaces an earlier one of the same name.</summary>
    /// <param name="typed">In the order in which they were typed.</param>
    public LoadedScope With(IReadOnlyList<SourceText> files, IReadOnlyList<SourceText> typed) =>
        // Lambdas among the values of earlier lines refer to the sites of their program, so those must stay.
        Load(files, typed, _program.Sites);

    public IEnumerable<NamedFunction> Functions => _program.Declarations.Functions.Select(Describe);

    public NamedFunction? FindFunction(string name) => _program.Declarations.FindFunction(name) is { } function ? Describe(function) : null;

    /// <summary>Loads one line, which may use the functions in scope and the given variables.</summary>
    public LoadedLine LoadLine(SourceText text, IReadOnlyList<(string Name, Value Value)> variables) => LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var line = LineSyntax.Parse(text);
        sink.AddSyntaxErrors(line.Diagnostics);
        var program = _program.With(sink);
        var code = new ItemResolver(program).ResolveExpression(line.Expression, text, [.. variables.Select(variable => variable.Name)]);
        var type = new CheckedProgram(program).Check(
            line.Expression, text, [.. variables.Select(variable => (variable.Name, ValueTypes.Of(variable.Value)))]);
        // Errors in the functions it calls were reported when they were defined.
        var diagnostics = sink.InOrder([text]).Where(diagnostic => diagnostic.Location.Source == text).ToList();
        return new LoadedLine(CanvasLoader.HasError(diagnostics) ? null : code, line.Names, diagnostics, TypeDisplay.Of(type));
    });

    private static LoadedScope Load(IReadOnlyList<SourceText> files, IReadOnlyList<SourceText> typed, List<StackFrame> sites) =>
        LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var syntax = WithoutReplaced(CanvasLoader.Parse([.. files, .. typed], sink), files.Count);
        CanvasLoader.Resolve(syntax, sink, Instrumentation.None, out var program, sites);
        new CheckedProgram(program).Check(syntax);
        var diagnostics = sink.InOrder([.. files, .. typed]);
        return new LoadedScope(CanvasLoader.HasError(diagnostics) ? null : new LineScope(program, syntax), diagnostics);
    });

    /// <summary>Removes definitions that a later one replaces. Two of the same name in one file are still an error.</summary>
    private static List<FileSyntax> WithoutReplaced(List<FileSyntax> syntax, int fileCount)
    {
        var replaced = new HashSet<(string, string)>();
        for (var i = syntax.Count - 1; i >= 0; i--)
        {
            var items = syntax[i].Items;
            syntax[i] = syntax[i] with { Items = [.. items.Where(item => KeyOf(item) is not { } key || !replaced.Contains(key))] };
            if (i >= fileCount)
                replaced.UnionWith(items.Select(KeyOf).OfType<(string, string)>());
        }
        return syntax;
    }

    private static (string Kind, string Name)? KeyOf(Item item) => item switch
    {
        FnItem fn => ("fn", fn.Name),
        TypeItem type => ("type", type.Name),
        _ => null,
    };

    /// <summary>Returns the header of a function as written, on one line.</summary>
    private static NamedFunction Describe(DeclaredFunction function)
    {
        var item = function.Item;
        var end = item.Returns?.Span.End ?? (item.Parameters.Count > 0 ? item.Parameters[^1].Span.End : item.NameSpan.End);
        var header = function.Source[Span.FromBounds(item.NameSpan.Start, end)].ToString();
        return new NamedFunction(item.Name, string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), item.Doc);
    }
}

/// <summary>A function of the canvas: <c>double (x: Int) : Int</c>.</summary>
public sealed record NamedFunction(string Name, string Signature, string? Doc);

/// <param name="Scope">Null if there is an error among the diagnostics.</param>
public sealed record LoadedScope(LineScope? Scope, IReadOnlyList<Diagnostic> Diagnostics);

/// <param name="Code">Takes the variables as its arguments; null if there is an error among the diagnostics.</param>
/// <param name="Names">The names that a <c>let</c> binds; the code then returns the list of their values.</param>
/// <param name="Type">The type of its value; <c>Any</c> if it is not known.</param>
public sealed record LoadedLine(Code? Code, IReadOnlyList<string> Names, IReadOnlyList<Diagnostic> Diagnostics, string Type);
