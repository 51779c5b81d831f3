using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax;

/// <summary>A syntax tree and the diagnostics of its text, in source order.</summary>
public sealed record Parsed<T>(T Syntax, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Parses the text of a canvas: text → tokens → items → off-side rule → tree. Accepts any text, never throws, and returns as much of the
/// tree as it can read; <see cref="BrokenItem"/> and <see cref="MissingExpr"/> stand for the rest.
/// </summary>
public static class CanvasParser
{
    public static Parsed<FileSyntax> ParseFile(SourceText source)
    {
        var problems = new ProblemBag(source);
        var (tokens, comments) = Tokenizer.Run(source, problems, items: true);
        var items = new ItemReader(tokens, comments, problems).ReadAll();
        return new Parsed<FileSyntax>(new FileSyntax(source, items, comments), problems.InOrder());
    }

    /// <summary>Parses a single expression, or the lines of a block.</summary>
    public static Parsed<Expr> ParseExpression(SourceText source)
    {
        var problems = new ProblemBag(source);
        var (tokens, _) = Tokenizer.Run(source, problems, items: false);
        var expr = ExpressionReader.Read(tokens, problems);
        return new Parsed<Expr>(expr, problems.InOrder());
    }
}
