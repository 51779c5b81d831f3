using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax;

/// <summary>A tree and what is wrong with the text it was read from, in the order of the text.</summary>
public sealed record Parsed<T>(T Syntax, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Reads the text of a canvas: text → tokens → items → layout → tree. It takes any text, never throws, and gives as much of a
/// tree as there is; where something could not be read stand <see cref="BrokenItem"/> and <see cref="MissingExpr"/>.
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

    /// <summary>An expression alone, or the lines of a block.</summary>
    public static Parsed<Expr> ParseExpression(SourceText source)
    {
        var problems = new ProblemBag(source);
        var (tokens, _) = Tokenizer.Run(source, problems, items: false);
        var expr = ExpressionReader.Read(tokens, problems);
        return new Parsed<Expr>(expr, problems.InOrder());
    }
}
