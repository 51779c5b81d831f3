using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Interactive;

/// <summary>A line as an expression. A <c>let</c> without a body, an error in a file, returns the values of its names here.</summary>
internal sealed record LineSyntax(Expr Expression, IReadOnlyList<string> Names, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static LineSyntax Parse(SourceText text)
    {
        var parsed = CanvasParser.ParseExpression(text);
        var lets = new List<LetExpr>();
        var rest = parsed.Syntax;
        for (; rest is LetExpr { OneLine: false } let; rest = let.Body)
            lets.Add(let);
        if (lets.Count == 0 || rest is not MissingExpr)
            return new LineSyntax(parsed.Syntax, [], parsed.Diagnostics);
        var names = lets.SelectMany(let => let.Pattern.Names).Select(name => name.Name).Distinct(StringComparer.Ordinal).ToList();
        Expr expression = new ListExpr(rest.Span, [.. names.Select(name => new NameExpr(rest.Span, name))]);
        foreach (var let in Enumerable.Reverse(lets))
            expression = let with { Body = expression };
        var diagnostics = parsed.Diagnostics
            .Where(diagnostic => diagnostic.Code != SyntaxCodes.EndsWithLet || diagnostic.Location.Span.Start != lets[^1].Span.Start)
            .ToList();
        return new LineSyntax(expression, names, diagnostics);
    }
}
