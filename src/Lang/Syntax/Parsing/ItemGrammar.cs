using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using Token = Superpower.Parsers.Token;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Builds an item from the header that the delegate has captured, its span and its body.</summary>
internal delegate Item ItemMaker(Span span, Expr body);

/// <summary>Parses items: a header, composed of Superpower's combinators, and a body.</summary>
internal sealed partial class ItemGrammar
{
    private readonly ParseState _state;
    private readonly ExpressionGrammar _expressions;
    private readonly TypeGrammar _types;
    private readonly ScheduleGrammar _schedules;
    private readonly Dictionary<string, TokenListParser<TokenKind, ItemMaker>> _headers = new(StringComparer.Ordinal);

    public ItemGrammar(ParseState state, ExpressionGrammar expressions)
    {
        _state = state;
        _expressions = expressions;
        _types = new TypeGrammar(state);
        _schedules = new ScheduleGrammar(state, expressions);

        TokenListParser<TokenKind, HandlerName> handlerName = HandlerName;
        TokenListParser<TokenKind, RecordExpr> record = expressions.RecordOf;
        TokenListParser<TokenKind, ParameterSyntax> parameter = Parameter;
        TokenListParser<TokenKind, TypeSyntax> type = _types.Type;
        TokenListParser<TokenKind, ScheduleSyntax> schedule = _schedules.Schedule;
        TokenListParser<TokenKind, string> method = Method;
        TokenListParser<TokenKind, string> path = PathOf;
        TokenListParser<TokenKind, Token<TokenKind>> functionName = FunctionName;
        TokenListParser<TokenKind, Token<TokenKind>> testName = TestName;
        TokenListParser<TokenKind, Token<TokenKind>> onWord = On;
        TokenListParser<TokenKind, AlertCondition> condition = Condition;
        TokenListParser<TokenKind, bool> noOptions = NoOptions;
        var options = Token.EqualTo(TokenKind.With).IgnoreThen(Options(record)).AsNullable().OptionalOrDefault();

        _headers[ItemKeywords.Worker] =
            from name in handlerName
            from input in parameter.AsNullable().OptionalOrDefault()
            from with in options
            select (ItemMaker)((span, body) => new WorkerItem(span, name, input, with, body));
        _headers[ItemKeywords.Cron] =
            from name in handlerName
            from due in schedule
            from with in options
            select (ItemMaker)((span, body) => new CronItem(span, name, due, with, body));
        _headers[ItemKeywords.Http] =
            from verb in method
            from route in path
            from with in options
            select (ItemMaker)((span, body) => new HttpItem(span, verb, route, with, body));
        _headers[ItemKeywords.Fn] =
            from name in functionName
            from parameters in parameter.Many()
            from returns in Token.EqualTo(TokenKind.Colon).IgnoreThen(type).AsNullable().OptionalOrDefault()
            let at = BlockTokens.SpanOf(name)
            select (ItemMaker)((span, body) => new FnItem(span, state.TextOf(at), at, RequireTypes(parameters), returns, body));
        _headers[ItemKeywords.Alert] =
            from name in handlerName
            from word in onWord
            from conditions in condition.AtLeastOnceDelimitedBy(Token.EqualTo(TokenKind.Comma))
            from none in noOptions
            select (ItemMaker)((span, body) => new AlertItem(span, name, conditions, body));
        _headers[ItemKeywords.Test] =
            from name in testName
            let at = BlockTokens.SpanOf(name)
            select (ItemMaker)((span, body) => new TestItem(span, expressions.TextOfString(at), at, body));
    }

    /// <summary>Reads an item from its keyword to its end, whatever mistakes it contains.</summary>
    public Item Read(TokenList input)
    {
        var keyword = ItemKeywords.Find(_state.TextAt(input)) ?? throw new UnreachableException();
        var header = ParseState.Next(input);
        return keyword switch
        {
            ItemKeywords.Db => Whole(input, Declared(header, (span, name, at, type) => new DbItem(span, name, at, type)), keyword),
            ItemKeywords.Type => Whole(input, Declared(header, (span, name, at, type) => new TypeItem(span, name, at, type)), keyword),
            ItemKeywords.Secret => Whole(input, Secret(header), keyword),
            ItemKeywords.Dark => Whole(input, Needs(header), keyword),
            _ => WithBody(input, _headers[keyword](header), keyword),
        };
    }

    private Item WithBody(TokenList input, TokenListParserResult<TokenKind, ItemMaker> header, string keyword)
    {
        if (!header.HasValue || !EndsHeader(_state.KindAt(header.Remainder)))
        {
            _state.Report(header.HasValue ? UnexpectedInHeader(input, header.Remainder, keyword) : header, input);
            var read = ReadBodyOfBroken(header.Remainder);
            return Broken(input, keyword) with { Body = BindsNames(input, keyword) ? null : read };
        }

        var body = Body(header.Remainder);
        return header.Value(_state.SpanAt(input).To(body.Span), body);
    }

    private Expr Body(TokenList at) => _state.KindAt(at) switch
    {
        TokenKind.End => new Hole(_state.EndBefore(at)),
        TokenKind.Indent => CompleteBody(_expressions.Block(at), at),
        TokenKind.Equals => CompleteBody(_expressions.Body(ParseState.Next(at), offside: -1), at),
        _ => throw new UnreachableException(),
    };

    private static bool EndsHeader(TokenKind kind) => kind is TokenKind.End or TokenKind.Indent or TokenKind.Equals;

    /// <summary>Returns the body that was read, and reports anything left after it.</summary>
    private Expr CompleteBody(TokenListParserResult<TokenKind, Expr> read, TokenList start)
    {
        if (!read.HasValue)
        {
            _state.Report(read, start);
            return new MissingExpr(new Span(_state.SpanAt(start).End, 0));
        }
        if (_state.KindAt(read.Remainder) != TokenKind.End)
            _state.Report(TokenListParserResult.Empty<TokenKind, Expr>(read.Remainder, ["the end of the line"]), read.Remainder);
        return read.Value;
    }

    /// <summary>Reads the body of an item whose header could not be read, to report the mistakes in it.</summary>
    private Expr? ReadBodyOfBroken(TokenList at)
    {
        at = EndOfHeader(at);
        return _state.KindAt(at) == TokenKind.Indent ? CompleteBody(_expressions.Block(at), at) : null;
    }

    /// <summary>Whether the header may name the event or parameters; a mistake in its options does not matter to the body.</summary>
    private bool BindsNames(TokenList item, string keyword) =>
        keyword is not (ItemKeywords.Cron or ItemKeywords.Alert)
        && (keyword != ItemKeywords.Worker || _state.KindAfter(item, 2) != TokenKind.With);

    private TokenList EndOfHeader(TokenList at)
    {
        while (_state.KindAt(at) is not (TokenKind.End or TokenKind.Indent))
            at = ParseState.Next(at);
        return at;
    }

    private Item Whole(TokenList input, TokenListParserResult<TokenKind, Item> read, string keyword)
    {
        if (!read.HasValue)
        {
            _state.Report(read, input);
            return Broken(input, keyword);
        }
        if (_state.KindAt(read.Remainder) != TokenKind.End)
            _state.Report(TokenListParserResult.Empty<TokenKind, Item>(read.Remainder, [$"the end of the {keyword}"]), read.Remainder);
        return read.Value;
    }

    private BrokenItem Broken(TokenList input, string keyword)
    {
        var name = ParseState.Next(input);
        var text = _state.KindAt(name) switch
        {
            TokenKind.HandlerName or TokenKind.Name or TokenKind.UpperName => _state.TextAt(name),
            TokenKind.String => _expressions.StringValue(name),
            _ => null,
        };
        return new BrokenItem(_state.SpanAt(input).To(_state.LastSpan), keyword, text);
    }

}
