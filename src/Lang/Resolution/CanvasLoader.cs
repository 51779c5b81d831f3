using System.IO.Hashing;
using System.Runtime.InteropServices;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Lints;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <param name="Canvas">Null when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">In the order of the sources and of the places in them.</param>
public sealed record LoadedCanvas(Canvas? Canvas, IReadOnlyList<Diagnostic> Diagnostics);

/// <param name="Code">Null when there is an error among the diagnostics.</param>
/// <param name="Type">What it gives as far as that can be told, as it is written in a canvas: <c>List&lt;Int&gt;</c>; <c>Any</c> when that is not known.</param>
public sealed record LoadedExpression(Code? Code, IReadOnlyList<Diagnostic> Diagnostics, string Type);

/// <summary>How much is looked at before a program may run.</summary>
public enum Checks
{
    All,

    /// <summary>Only what running it needs: what ran before goes on, whatever is checked since.</summary>
    Names,
}

/// <summary>From texts to something that runs: parse every file, collect what they declare, resolve every body.</summary>
public static class CanvasLoader
{
    public static LoadedCanvas Load(IReadOnlyList<SourceText> sources, Checks checks = Checks.All) => Load(sources, checks, records: false);

    /// <summary>For <see cref="Interpreter.Record"/>: the same canvas, slower, and every expression tells its value.</summary>
    public static LoadedCanvas LoadToRecord(IReadOnlyList<SourceText> sources) => Load(sources, Checks.Names, records: true);

    private static LoadedCanvas Load(IReadOnlyList<SourceText> sources, Checks checks, bool records) => LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var files = Parse(sources, sink);
        var canvas = Resolve(files, sink, records, out var program);
        if (checks == Checks.All)
        {
            new CheckedProgram(program).Check(files);
            if (!HasError(sink.InOrder(sources)))
                CanvasLints.Run(files, sink);
        }
        var diagnostics = sink.InOrder(sources);
        return new LoadedCanvas(HasError(diagnostics) ? null : canvas, diagnostics);
    });

    /// <summary>One expression that may use the functions of the files in <paramref name="scope"/>.</summary>
    public static LoadedExpression LoadExpression(SourceText text, IReadOnlyList<SourceText> scope, Checks checks = Checks.All) =>
        LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        var files = Parse(scope, sink);
        Resolve(files, sink, records: false, out var resolved);
        var parsed = CanvasParser.ParseExpression(text);
        sink.AddUnreadable(parsed.Diagnostics);
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

    /// <param name="sites">To go on with those of an earlier program.</param>
    internal static Canvas Resolve(
        IReadOnlyList<FileSyntax> files, DiagnosticSink sink, bool records, out Program program, List<StackFrame>? sites = null)
    {
        program = new Program(new Declarations(files, sink), new DeclaredTypes(files), sites
            ?? [], sink, hasCanvas: files.Count > 0)
        { Records = records };
        var items = new ItemResolver(program);
        items.PrepareFunctions();
        foreach (var file in files)
            items.Resolve(file);
        var sources = files.Select(file => file.Source).ToArray();
        return new Canvas(sources, items.Workers, items.Crons, items.Tests) { Version = VersionOf(sources) };
    }

    internal static List<FileSyntax> Parse(IReadOnlyList<SourceText> sources, DiagnosticSink sink)
    {
        var files = new List<FileSyntax>();
        foreach (var source in sources)
        {
            var parsed = CanvasParser.ParseFile(source);
            sink.AddUnreadable(parsed.Diagnostics);
            files.Add(parsed.Syntax);
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
            // The length keeps two texts from being read as other two.
            hash.Append(BitConverter.GetBytes(text.Length));
            hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}
