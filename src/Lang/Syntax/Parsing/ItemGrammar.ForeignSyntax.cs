using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Help for common mistakes after a complete header.</summary>
internal sealed partial class ItemGrammar
{
    /// <param name="item">The keyword of the item.</param>
    /// <param name="at">The token that does not belong to the header.</param>
    private TokenListParserResult<TokenKind, ItemMaker> UnexpectedInHeader(TokenList item, TokenList at, string keyword) =>
        _state.FailUnexpected<ItemMaker>(at, SyntaxCodes.InvalidHeader, $" in the header of the {keyword}",
            "expected `=` or the end of the line", HelpInHeader(item, at, keyword));

    private string HelpInHeader(TokenList item, TokenList at, string keyword)
    {
        var before = _state.KindBefore(at);
        var isAdjacent = before == TokenKind.HandlerName && _state.SpanBefore(at).End == _state.SpanAt(at).Start;
        var isLast = _state.KindAfter(at) is TokenKind.End or TokenKind.Indent;
        var written = _state.TextBetween(_state.SpanAt(item).Start, _state.SpanBefore(at).End);
        return _state.KindAt(at) switch
        {
            TokenKind.Colon when isLast => $"remove the `:`: write `{written}`; the indented lines below are its body",
            TokenKind.LeftBrace when BeginsOptions(at) =>
                $"write options after `with`: `{written} with {TextOfLine(at)}`",
            TokenKind.LeftBrace => $"remove the braces: write `{written}`; the indented lines below are its body",
            TokenKind.Arrow when keyword == ItemKeywords.Fn && !isLast => HelpForArrow(item, at, written),
            TokenKind.Arrow => $"remove it: write `{written}`; the indented lines below are its body",
            _ when isAdjacent => "put a name in quotes if it has characters other than letters, digits, `-`, `_` and `.`",
            TokenKind.Less when keyword == ItemKeywords.Fn =>
                $"remove `<…>`: a lowercase letter is a type parameter by itself, as in `{written} (items: List<a>)`",
            TokenKind.Minus when keyword == ItemKeywords.Fn => "the name of a fn can only have letters, digits and `_`",
            TokenKind.Name when keyword == ItemKeywords.Fn =>
                $"put each parameter in parentheses, with its type: `{written}{Parameters(at)}`",
            TokenKind.Name when keyword == ItemKeywords.Worker && _state.TextAt(at) is "on" or "for" or "from" or "queue" or "consumes" =>
                HelpForQueue(item, at),
            TokenKind.Name or TokenKind.UpperName when keyword == ItemKeywords.Worker && before == TokenKind.HandlerName =>
                $"for a name with spaces, write `worker \"{_state.TextOf(_state.SpanBefore(at))} {TextOfLine(at).Replace("\"", "")}\"`; "
                    + $"to name the event, write `{written} ({_state.TextAt(at)})`",
            _ when keyword == ItemKeywords.Alert => HelpForCondition(item, at, written),
            _ when keyword == ItemKeywords.Fn => "write parameters as `(name: Type)`",
            _ when keyword == ItemKeywords.Cron && (_state.KindAt(at) == TokenKind.Time || Weekdays.Find(_state.TextAt(at)) is not null) =>
                "separate weekdays or times with `,`",
            _ => "write the body as an indented block on the next lines, or as `= expression`",
        };
    }

    /// <summary>Help for <c>fn k (a: Int) -> Int</c>, and for <c>fn k (a: Int) : Int -> a</c>.</summary>
    private string HelpForArrow(TokenList item, TokenList arrow, string written)
    {
        var rest = TextOfLine(ParseState.Next(arrow));
        var hasResult = written.LastIndexOf(':') > written.LastIndexOf(')');
        var hasBody = _state.KindAt(EndOfHeader(item)) == TokenKind.Indent
            || _state.TextBetween(_state.SpanAt(arrow).End, _state.SpanAt(EndOfHeader(item)).Start).Contains('=');
        return hasResult || !hasBody
            ? $"write the body after `=`: `{written} = {rest}`"
            : $"write the type of the result after `:`, as in `{written} : {rest}`";
    }

    /// <summary>Help for <c>worker a on queue "x"</c>: a worker and its queue are one.</summary>
    private string HelpForQueue(TokenList item, TokenList at)
    {
        var name = _state.TextOf(_state.SpanAfter(item, 1));
        for (; _state.KindAt(at) is not (TokenKind.End or TokenKind.Indent or TokenKind.Equals); at = ParseState.Next(at))
        {
            if (_state.KindAt(at) == TokenKind.String)
                name = _state.TextAt(at);
        }
        return $"every worker has a queue of its own name: write `worker {name}`, and elsewhere `emit value \"{name.Trim('"')}\"`";
    }

    /// <summary>Help for what follows a condition: a duration, a comparison, or <c>or</c>.</summary>
    private string HelpForCondition(TokenList item, TokenList at, string written)
    {
        var name = _state.TextOf(_state.SpanBefore(at));
        if (_state.KindAt(at) is TokenKind.Greater or TokenKind.GreaterOrEqual && _state.KindAfter(at) == TokenKind.Int)
            return $"write `{written} {_state.TextAt(ParseState.Next(at))}`";
        if (_state.KindAt(at) == TokenKind.Name && _state.TextAt(at) is "or" or "and")
            return $"separate conditions with `,`: write `{written}, {_state.TextAt(ParseState.Next(at))}`";
        return _state.KindAt(at) == TokenKind.Quantity
            ? name == "late"
                ? $"write `{written}`: late is more than five minutes"
                : $"write `{written} 1000`, the number of messages"
            : "write the body as an indented block on the next lines, or as `= expression`";
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

    /// <summary>Returns the rest of the header's line.</summary>
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
        return $"put each parameter in its own parentheses: `{string.Join(' ', parameters)}`";
    }
}
