using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>The parts of item headers.</summary>
internal sealed partial class ItemGrammar
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private TokenListParserResult<TokenKind, HandlerName> HandlerName(TokenList input)
    {
        var span = _state.SpanAt(input);
        var text = _state.KindAt(input) switch
        {
            TokenKind.HandlerName => _state.TextAt(input),
            TokenKind.String => _expressions.StringValue(input),
            _ => "",
        };
        if (ScheduleGrammar.SuggestName(text, _state.KindAfter(input)) is { } missing && _state.KindBefore(input) == TokenKind.ItemKeyword
            && IsCron(input))
            return _state.Fail<HandlerName>(input, SyntaxCodes.MissingName, _state.SpanBefore(input), "`cron` without a name",
                "expected a name after this", $"write `cron {missing} {TextOfLine(input)}`");
        return text.Length > 0
            ? TokenListParserResult.Value(new HandlerName(span, text), input, ParseState.Next(input))
            : FailName<HandlerName>(input, "a name has only letters, digits, `-`, `_` and `.`, or is any text in quotes");
    }

    private bool IsCron(TokenList name) => ItemKeywords.Find(_state.TextOf(_state.SpanBefore(name))) == ItemKeywords.Cron;

    private TokenListParserResult<TokenKind, T> FailName<T>(TokenList at, string help)
    {
        var keyword = _state.KindBefore(at) == TokenKind.ItemKeyword ? _state.TextOf(_state.SpanBefore(at)).ToLowerInvariant() : "item";
        var isEnd = Unexpected.SpanOf(_state, at).Length == 0 || _state.KindAt(at) == TokenKind.Indent;
        return _state.Fail<T>(at, SyntaxCodes.MissingName, isEnd ? _state.SpanBefore(at) : _state.SpanAt(at), $"`{keyword}` without a name",
            isEnd ? "expected a name after this" : "expected a name", help);
    }

    private TokenListParserResult<TokenKind, Token<TokenKind>> FunctionName(TokenList input)
    {
        if (_state.KindAt(input) == TokenKind.Name && _state.TextAt(input)[^1] != '?')
            return input.ConsumeToken();
        if (_state.KindAt(input) is TokenKind.UpperName or TokenKind.FunctionName)
            return _state.FailAt<Token<TokenKind>>(input, SyntaxCodes.MissingName,
                $"`{Unexpected.Shorten(_state.TextAt(input))}` can't be the name of a fn",
                "expected a name that starts with a lowercase letter");
        return FailName<Token<TokenKind>>(input, "write `fn double (x: Int) : Int = x * 2`");
    }

    private TokenListParserResult<TokenKind, Token<TokenKind>> TestName(TokenList input) => _state.KindAt(input) == TokenKind.String
        ? input.ConsumeToken()
        : FailName<Token<TokenKind>>(input, "write `test \"what it promises\" = …`");

    private TokenListParserResult<TokenKind, ParameterSyntax> Parameter(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.LeftParen)
            return TokenListParserResult.Empty<TokenKind, ParameterSyntax>(input, ["a parameter such as `(x: Int)`"]);
        var name = ParseState.Next(input);
        if (_state.KindAt(name) != TokenKind.Name)
        {
            var isEmpty = _state.KindAt(name) == TokenKind.RightParen;
            return _state.FailAt<ParameterSyntax>(name, SyntaxCodes.MissingName,
                isEmpty ? "a parameter without a name" : $"unexpected {Unexpected.NameOf(_state, name)} in a parameter",
                "expected its name", isEmpty ? "remove the parentheses: an item without parameters has none" : "write `(x: Int)`");
        }
        var at = ParseState.Next(name);
        TypeSyntax? type = null;
        if (_state.KindAt(at) == TokenKind.Colon)
        {
            var read = _types.Type(ParseState.Next(at));
            if (!read.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, TypeSyntax, ParameterSyntax>(read);
            (type, at) = (read.Value, read.Remainder);
        }
        if (_state.KindAt(at) != TokenKind.RightParen && HelpForParameter(input, at) is { } help)
            return _state.FailAt<ParameterSyntax>(at, SyntaxCodes.Unexpected, "a `,` between parameters",
                type is null ? "expected `:` and a type" : "expected `)`", help);
        if (_state.KindAt(at) != TokenKind.RightParen)
            return TokenListParserResult.Empty<TokenKind, ParameterSyntax>(at, type is null ? ["`:`", "`)`"] : ["`)`"]);
        var parameter = new ParameterSyntax(_state.SpanAt(input).To(_state.SpanAt(at)), _state.TextAt(name), _state.SpanAt(name), type);
        return TokenListParserResult.Value(parameter, input, ParseState.Next(at));
    }

    private ParameterSyntax[] RequireTypes(ParameterSyntax[] parameters)
    {
        foreach (var (span, name, _, _) in parameters.Where(parameter => parameter.Type is null))
            _state.Report(SyntaxCodes.InvalidType, span, $"the parameter `{name}` has no type", "expected `: Type` after the name",
                $"write `({name}: Int)`");
        return parameters;
    }

    private TokenListParser<TokenKind, RecordExpr> Options(TokenListParser<TokenKind, RecordExpr> record) => input =>
    {
        if (_state.KindAt(input) != TokenKind.LeftBrace)
            return _state.Fail<RecordExpr>(input, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, input), "`with` without options",
                "expected `{`", _state.KindAfter(input) == TokenKind.Colon
                    ? $"write `with {{ {TextOfLine(input)} }}`"
                    : "write `with { retries: 3, timeout: 20s }`");
        _state.InOptions = true;
        var read = record(input);
        _state.InOptions = false;
        return read;
    };

    private TokenListParserResult<TokenKind, string> Method(TokenList input)
    {
        const string expected = "expected GET, POST, PUT, PATCH or DELETE";
        const string help = "write `http GET /orders/:id`";
        if (_state.KindAt(input) is not (TokenKind.UpperName or TokenKind.Name))
            return _state.Fail<string>(
                input, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, input), "`http` without a method", expected, help);
        var text = _state.TextAt(input);
        var method = text.ToUpperInvariant();
        if (!Methods.Contains(method))
        {
            var nearest = NearestName.Of(method, Methods);
            return _state.FailAt<string>(input, SyntaxCodes.InvalidHeader, $"`{Unexpected.Shorten(text)}` is not an HTTP method", expected,
                nearest is null ? help : $"did you mean `{nearest}`?");
        }
        return TokenListParserResult.Value(method, input, ParseState.Next(input));
    }

    private TokenListParserResult<TokenKind, string> PathOf(TokenList input) => _state.KindAt(input) == TokenKind.Path
        ? TokenListParserResult.Value(_state.TextAt(input), input, ParseState.Next(input))
        : _state.Fail<string>(
            input, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, input), "`http` without a path",
            "expected a path that starts with `/`", "write `http GET /orders/:id`");

    private TokenListParserResult<TokenKind, bool> NoOptions(TokenList input) => _state.KindAt(input) == TokenKind.With
        ? FailOptions<bool>(input)
        : TokenListParserResult.Value(true, input, input);

    private TokenListParserResult<TokenKind, T> FailOptions<T>(TokenList with) =>
        _state.FailAt<T>(with, SyntaxCodes.InvalidHeader, "an alert takes no options",
        "only workers and crons take `with`",
        "remove the options: an alert reports at most every five minutes, and is not retried after an error");

    private TokenListParserResult<TokenKind, Token<TokenKind>> On(TokenList input) => _state.TextAt(input) is "on" or "ON"
        ? input.ConsumeToken()
        : _state.KindAt(input) == TokenKind.With
        ? FailOptions<Token<TokenKind>>(input)
        : _state.Fail<Token<TokenKind>>(
            input, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, input), "an alert without conditions",
            "expected `on` and its conditions", "write `alert name on dead, late`");

    /// <summary>Reads a condition's name, which may contain hyphens, and its number, if any.</summary>
    private TokenListParserResult<TokenKind, AlertCondition> Condition(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.Name)
            return TokenListParserResult.Empty<TokenKind, AlertCondition>(input, ["a condition"]);
        var span = _state.SpanAt(input);
        var at = ParseState.Next(input);
        while (_state.KindAt(at) == TokenKind.Minus && _state.KindAfter(at) == TokenKind.Name
            && _state.SpanAt(at).Start == span.End && _state.SpanAfter(at, 1).Start == _state.SpanAt(at).End)
        {
            span = span.To(_state.SpanAfter(at, 1));
            at = ParseState.Next(ParseState.Next(at));
        }

        var name = _state.TextOf(span);
        if (_state.KindAt(at) != TokenKind.Int
            || !long.TryParse(_state.TextAt(at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var argument))
            return TokenListParserResult.Value(new AlertCondition(span, name, null), input, at);
        return TokenListParserResult.Value(new AlertCondition(span.To(_state.SpanAt(at)), name, argument), input, ParseState.Next(at));
    }
}
