using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Tokens;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>How other languages write things: recognised before they are read as something else, and shown as they are written here.</summary>
internal sealed partial class ExpressionGrammar
{
    /// <summary>An argument in braces that is no record, within the condition of an <c>if</c>: the braces stand around a branch.</summary>
    private bool IsBranchInBraces(TokenList at) => _state.InCondition && _state.KindAt(at) == TokenKind.LeftBrace && !BeginsRecord(at);

    /// <summary>A field or nothing after the brace, or the <c>with</c> of an update before it is closed.</summary>
    private bool BeginsRecord(TokenList brace)
    {
        var inside = ParseState.Next(brace);
        if (_state.KindAt(inside) == TokenKind.RightBrace || BeginsField(inside))
            return true;
        var end = ClosingOf(brace);
        for (var at = inside; at.Position < end.Position; at = ParseState.Next(at))
        {
            if (_state.KindAt(at) == TokenKind.With)
                return true;
        }
        return false;
    }

    private ExprResult FailBraces(TokenList condition, TokenList brace)
    {
        var then = Inside(brace);
        var after = ParseState.Next(ClosingOf(brace));
        var isElse = _state.KindAt(after) == TokenKind.Else && _state.KindAfter(after) == TokenKind.LeftBrace;
        var otherwise = isElse ? Inside(ParseState.Next(after)) : null;
        var text = _state.TextOf(Span.FromBounds(_state.SpanAt(condition).Start, _state.SpanBefore(brace).End));
        var isShort = then is not null && otherwise is not null && !text.Contains('\n', StringComparison.Ordinal);
        return _state.Fail<Expr>(brace, SyntaxCodes.MissingThen, _state.SpanAt(brace), "braces around a branch of `if`", "expected `then`, and no braces",
            isShort ? $"write `if {text} then {then} else {otherwise}`" : "write `if condition then value else other`, each branch on its line or indented below it");
    }

    /// <summary>What stands between braces, if that is one line.</summary>
    private string? Inside(TokenList brace)
    {
        var text = _state.TextOf(Span.FromBounds(_state.SpanAt(brace).End, _state.SpanAt(ClosingOf(brace)).Start)).Trim().TrimEnd(';');
        return text.Length == 0 || text.Contains('\n', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>The bracket that closes this one; layout has seen to it that there is one.</summary>
    private TokenList ClosingOf(TokenList opening)
    {
        var depth = 0;
        for (var at = opening; ; at = ParseState.Next(at))
        {
            if (_state.KindAt(at).IsOpening())
                depth++;
            else if (_state.KindAt(at).IsClosing() && --depth == 0 || _state.KindAt(at) == TokenKind.End)
                return at;
        }
    }
}
