using System.IO.Hashing;
using System.Runtime.InteropServices;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Lints;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <param name="Canvas">Null if there is an error among the diagnostics.</param>
/// <param name="Diagnostics">In the order of the sources and the positions in them.</param>
public sealed record LoadedCanvas(Canvas? Canvas, IReadOnlyList<Diagnostic> Diagnostics);

/// <param name="Code">Null if there is an error among the diagnostics.</param>
/// <param name="Type">The type of its value as written in a canvas, such as <c>List&lt;Int&gt;</c>; <c>Any</c> if it is not known.</param>
public sealed record LoadedExpression(Code? Code, IReadOnlyList<Diagnostic> Diagnostics, string Type);

/// <summary>How much is checked before a program may run.</summary>
public enum Checks
{
    All,

    /// <summary>Only what running needs, so that a program that ran before still runs after new checks are added.</summary>
    Names,
}

/// <summary>What is added to the code of a program. A program that runs messages has nothing added.</summary>
internal enum Instrumentation
{
    None,

    /// <summary>Every expression reports its value.</summary>
    Records,

    /// <summary>A test may replace each function.</summary>
    Stubs,
}

/// <summary>Turns source texts into a program: parses every file, collects the declarations, and resolves every body.</summary>
public static class CanvasLoader
{
    public static LoadedCanvas Load(IReadOnlyList<SourceText> sources, Checks checks = Checks.All) =>
        Load(sources, checks, Instrumentation.None);

    /// <summary>Loads a canvas for its tests, which may replace functions.</summary>
    public static LoadedCanvas LoadToTest(IReadOnlyList<SourceText> sources, Checks checks = Checks.All) =>
        Load(sources, checks, Instrumentation.Stubs);

    /// <summary>Loads a canvas for <see cref="Interpreter.Record"/>: it runs slower, and every expression reports its value.</summary>
    public static LoadedCanvas LoadToRecord(IReadOnlyList<SourceText> sources) => Load(sources, Checks.Names, Instrumentation.Records);

    private static LoadedCanvas Load(IReadOnlyList<SourceText> sources, Checks checks, Instrumentation added) =>
        LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var files = Parse(sources, sink);
        var versions = RequiredVersion.Check(files);
        if (checks == Checks.All && RequiredVersion.IsTooOld(versions))
            return new LoadedCanvas(null, versions);
        sink.AddSyntaxErrors(versions.Where(found => found.Code == ResolutionCodes.NotAVersion).ToList());
        var canvas = Resolve(files, sink, added, out var program);
        if (checks == Checks.All)
        {
            new CheckedProgram(program).Check(files);
            CanvasLints.Run(files, sink);
        }
        var diagnostics = sink.InOrder(sources);
        return new LoadedCanvas(HasError(diagnostics) ? null : canvas, diagnostics);
    });

    /// <summary>Loads one expression, which may use the functions of the files in <paramref name="scope"/>.</summary>
    public static LoadedExpression LoadExpression(SourceText text, IReadOnlyList<SourceText> scope, Checks checks = Checks.All) =>
        LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var files = Parse(scope, sink);
        Resolve(files, sink, Instrumentation.None, out var resolved);
        var parsed = CanvasParser.ParseExpression(text);
        sink.AddSyntaxErrors(parsed.Diagnostics);
        var code = new ItemResolver(resolved).ResolveExpression(parsed.Syntax, text);
        var type = DarkType.Any;
        if (checks == Checks.All)
        {
            var program = new CheckedProgram(resolved);
            program.Check(files);
            type = program.Check(parsed.Syntax, text);
        }
        var diagnostics = sink.InOrder([.. scope, text]);
        return new LoadedExpression(HasError(diagnostics) ? null : code, diagnostics, TypeDisplay.Of(type));
    });

    /// <param name="sites">The sites of an earlier program, to which new ones are added.</param>
    internal static Canvas Resolve(
        IReadOnlyList<FileSyntax> files, DiagnosticSink sink, Instrumentation added, out Program program, List<StackFrame>? sites = null)
    {
        program = new Program(new Declarations(files, sink), new DeclaredTypes(files), sites ?? [], sink, hasCanvas: files.Count > 0)
        {
            Records = added == Instrumentation.Records,
            HasStubs = added == Instrumentation.Stubs,
        };
        var items = new ItemResolver(program);
        items.PrepareFunctions();
        foreach (var file in files)
            items.Resolve(file);
        var sources = files.Select(file => file.Source).ToArray();
        return new Canvas(sources, items.Workers, items.Crons, items.Tests)
        {
            Functions = program.Declarations.Functions.ToDictionary(one => one.Item.Name, one => (Code)one.Code, StringComparer.Ordinal),
            CallsOutside = program.CallsOutside,
            Version = VersionOf(sources),
        };
    }

    internal static List<FileSyntax> Parse(IReadOnlyList<SourceText> sources, DiagnosticSink sink)
    {
        var files = new List<FileSyntax>();
        foreach (var source in sources)
        {
            var parsed = CanvasParser.ParseFile(source);
            sink.AddSyntaxErrors(parsed.Diagnostics);
            files.Add(parsed.Syntax);
            foreach (var part in parsed.Syntax.Items.SelectMany(IndependentParts.Of))
                sink.MarkIndependent(new Location(source, part));
        }
        return files;
    }

    internal static bool HasError(IReadOnlyList<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    private static string VersionOf(IReadOnlyList<SourceText> sources)
    {
        var hash = new XxHash3();
        foreach (var source in sources)
        {
            Append(Path.GetFileName(source.Path));
            Append(source.Text);
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());

        void Append(string text)
        {
            // The length marks where a text ends, so that different files can't give the same bytes.
            hash.Append(BitConverter.GetBytes(text.Length));
            hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}
