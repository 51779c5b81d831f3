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
    private readonly TokenListParser<TokenKind, ItemMaker> _worker;
    private readonly TokenListParser<TokenKind, ItemMaker> _cron;
    private readonly TokenListParser<TokenKind, ItemMaker> _http;
    private readonly TokenListParser<TokenKind, ItemMaker> _fn;
    private readonly TokenListParser<TokenKind, ItemMaker> _alert;
    private readonly TokenListParser<TokenKind, ItemMaker> _test;

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

        _worker =
            from name in handlerName
            from input in parameter.AsNullable().OptionalOrDefault()
            from with in options
            select (ItemMaker)((span, body) => new WorkerItem(span, name, input, with, body));
        _cron =
            from name in handlerName
            from due in schedule
            from with in options
            select (ItemMaker)((span, body) => new CronItem(span, name, due, with, body));
        _http =
            from verb in method
            from route in path
            from with in options
            select (ItemMaker)((span, body) => new HttpItem(span, verb, route, with, body));
        _fn =
            from name in functionName
            from parameters in parameter.Many()
            from returns in Token.EqualTo(TokenKind.Colon).IgnoreThen(type).AsNullable().OptionalOrDefault()
            select (ItemMaker)((span, body) =>
                new FnItem(span, state.TextOf(SpanOf(name)), SpanOf(name), RequireTypes(parameters), returns, body));
        _alert =
            from name in handlerName
            from word in onWord
            from conditions in condition.AtLeastOnceDelimitedBy(Token.EqualTo(TokenKind.Comma))
            from none in noOptions
            select (ItemMaker)((span, body) => new AlertItem(span, name, conditions, body));
        _test =
            from name in testName
            select (ItemMaker)((span, body) => new TestItem(span, expressions.TextOfString(SpanOf(name)), SpanOf(name), body));
    }

    /// <summary>Reads an item from its keyword to its end, whatever mistakes it contains.</summary>
    public Item Read(TokenList input)
    {
        var keyword = ItemKeywords.Find(_state.TextAt(input)) ?? throw new UnreachableException();
        var header = ParseState.Next(input);
        return keyword switch
        {
            ItemKeywords.Worker => WithBody(input, _worker(header), keyword),
            ItemKeywords.Cron => WithBody(input, _cron(header), keyword),
            ItemKeywords.Http => WithBody(input, _http(header), keyword),
            ItemKeywords.Fn => WithBody(input, _fn(header), keyword),
            ItemKeywords.Alert => WithBody(input, _alert(header), keyword),
            ItemKeywords.Test => WithBody(input, _test(header), keyword),
            ItemKeywords.Db => Whole(input, Db(header), keyword),
            ItemKeywords.Type => Whole(input, TypeItem(header), keyword),
            ItemKeywords.Secret => Whole(input, Secret(header), keyword),
            _ => throw new UnreachableException(),
        };
    }

    private Item WithBody(TokenList input, TokenListParserResult<TokenKind, ItemMaker> header, string keyword)
    {
        if (!header.HasValue || !EndsHeader(_state.KindAt(header.Remainder)))
        {
            _state.Report(header.HasValue ? UnexpectedInHeader(input, header.Remainder, keyword) : CastHeader(header), input);
            ReadBodyOfBroken(header.Remainder);
            return Broken(input, keyword);
        }

        var body = Body(header.Remainder);
        return header.Value(_state.SpanAt(input).To(body.Span), body);
    }

    private Expr Body(TokenList at)
    {
        switch (_state.KindAt(at))
        {
            case TokenKind.End:
                return new Hole(_state.EndBefore(at));
            case TokenKind.Indent:
                return CompleteBody(_expressions.Block(at), at);
            case TokenKind.Equals:
                return CompleteBody(_expressions.Body(ParseState.Next(at), offside: -1), at);
            default:
                throw new UnreachableException();
        }
    }

    private static bool EndsHeader(TokenKind kind) => kind is TokenKind.End or TokenKind.Indent or TokenKind.Equals;

    private static TokenListParserResult<TokenKind, Expr> CastHeader(TokenListParserResult<TokenKind, ItemMaker> header) =>
        TokenListParserResult.CastEmpty<TokenKind, ItemMaker, Expr>(header);

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

    /// <summary>Reads the body of an item whose header could not be read, only to report the mistakes in it.</summary>
    private void ReadBodyOfBroken(TokenList at)
    {
        while (_state.KindAt(at) is not (TokenKind.End or TokenKind.Indent))
            at = ParseState.Next(at);
        if (_state.KindAt(at) == TokenKind.Indent)
            CompleteBody(_expressions.Block(at), at);
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

    private static Span SpanOf(Token<TokenKind> token) => new(token.Position.Absolute, token.Span.Length);
}
