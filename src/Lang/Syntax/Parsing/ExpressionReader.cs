using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Reads a text that is one expression, or a block of statements.</summary>
internal static class ExpressionReader
{
    public static Expr Read(List<RawToken> tokens, ProblemBag problems)
    {
        if (tokens.Count == 0)
        {
            if (problems.Count == 0)
                problems.Add(SyntaxCodes.MissingExpression, new Span(0, 0), "there is no expression", "expected an expression");
            return new MissingExpr(new Span(0, 0));
        }

        var offsideRule = new OffsideRule(tokens, problems);
        if (offsideRule.Run(0, tokens.Count, isItem: false) is not { } block || !SizeLimit.Check(block, problems))
            return new MissingExpr(tokens[0].Span);
        var state = new ParseState(problems);
        var expressions = new ExpressionGrammar(state);
        var (expr, end) = expressions.Statements(state.Begin(block, offsideRule.Guessed));
        if (state.KindAt(end) != TokenKind.End)
            state.Report(TokenListParserResult.Empty<TokenKind, Expr>(end, ["the end of the text"]), end);
        return expr;
    }
}
