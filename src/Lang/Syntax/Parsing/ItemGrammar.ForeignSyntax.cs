using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>What people write after a header that is complete, and how it is written here.</summary>
internal sealed partial class ItemGrammar
{
    /// <param name="item">The keyword of the item.</param>
    /// <param name="at">What does not belong to the header.</param>
    private TokenListParserResult<TokenKind, Expr> UnexpectedInHeader(TokenList item, TokenList at, string keyword) =>
        _state.Fail<Expr>(
            at,
            SyntaxCodes.InvalidHeader,
            Unexpected.Place(_state, at),
            $"unexpected {Unexpected.Word(_state, at)} in the header of the {keyword}",
            "expected `=` or the end of the line", HelpInHeader(item, at, keyword));

    private string HelpInHeader(TokenList item, TokenList at, string keyword)
    {
        var before = _state.KindBefore(at);
        var isGlued = before == TokenKind.HandlerName && _state.SpanBefore(at).End == _state.SpanAt(at).Start;
        var isLast = _state.KindAfter(at) is TokenKind.End or TokenKind.Indent;
        var written = _state.TextBetween(_state.SpanAt(item).Start, _state.SpanBefore(at).End);
        return _state.KindAt(at) switch
        {
            TokenKind.Colon when isLast => $"leave the `:` out: write `{written}`, and the indented lines below are its body",
            TokenKind.LeftBrace when BeginsOptions(at) => $"options come after `with`: `{written} with {{ … }}`",
            TokenKind.LeftBrace => $"leave the braces out: write `{written}`, and the indented lines below are its body",
            TokenKind.Arrow when keyword == ItemKeywords.Fn && !isLast =>
                $"the type of the result comes after `:`, as in `{written} : {TextOfLine(ParseState.Next(at))}`",
            TokenKind.Arrow => $"leave it out: write `{written}`, and the indented lines below are its body",
            _ when isGlued => "a name with other signs than letters, digits, `-`, `_` and `.` stands between quotes",
            TokenKind.Minus when keyword == ItemKeywords.Fn => "the name of a fn is letters, digits and `_`",
            TokenKind.Name when keyword == ItemKeywords.Fn =>
                $"each parameter stands in parentheses, with its type: `{written}{Parameters(at)}`",
            TokenKind.Name or TokenKind.UpperName when keyword == ItemKeywords.Worker && before == TokenKind.HandlerName =>
                $"for a name with spaces write `worker \"{_state.TextOf(_state.SpanBefore(at))} {TextOfLine(at)}\"`, to name the event `{written} ({TextOfLine(at)})`",
            _ when keyword == ItemKeywords.Fn => "parameters are written `(name: Type)`",
            _ when keyword == ItemKeywords.Cron && (_state.KindAt(at) == TokenKind.Time || Weekdays.TryParse(_state.TextAt(at), out _)) =>
                "several weekdays or times are separated by `,`",
            _ => "the body is an indented block on the next lines, or `= expression`",
        };
    }

    private bool BeginsOptions(TokenList brace) =>
        _state.KindAfter(brace).IsFieldName() && _state.KindAfter(brace, 2) is TokenKind.Colon or TokenKind.Equals;

    private string Parameters(TokenList at)
    {
        var text = "";
        for (; _state.KindAt(at) == TokenKind.Name; at = ParseState.Next(at))
            text += $" ({_state.TextAt(at)}: Int)";
        return text;
    }

    /// <summary>What is left of the header's line.</summary>
    private string TextOfLine(TokenList at)
    {
        var end = at;
        while (_state.KindAt(end) is not (TokenKind.End or TokenKind.Indent or TokenKind.Equals))
            end = ParseState.Next(end);
        return Unexpected.Shorten(_state.TextBetween(_state.SpanAt(at).Start, _state.SpanBefore(end).End).TrimEnd(' ', '{', '='));
    }

    private string? HelpForParameter(TokenList parameter, TokenList at)
    {
        if (_state.KindAt(at) != TokenKind.Comma)
            return null;
        var text = "";
        for (var token = ParseState.Next(parameter); _state.KindAt(token) is not (TokenKind.RightParen or TokenKind.End
            or TokenKind.Indent); token = ParseState.Next(token))
            text += _state.KindAt(token) == TokenKind.Comma ? "," : $" {_state.TextAt(token)}";
        var parameters = text.Split(',', StringSplitOptions.TrimEntries).Select(
            one => one.Contains(':', StringComparison.Ordinal) ? $"({one.Replace(" :", ":", StringComparison.Ordinal)})" : $"({one}: Int)");
        return $"each parameter has parentheses of its own: `{string.Join(' ', parameters)}`";
    }
}
