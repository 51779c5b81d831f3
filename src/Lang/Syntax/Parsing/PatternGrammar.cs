using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using Token = Superpower.Parsers.Token;
using PatternResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Pattern>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses the patterns of <c>let</c>, lambdas and the arms of <c>match</c>.</summary>
internal sealed class PatternGrammar
{
    private readonly ParseState _state;
    private readonly TokenListParser<TokenKind, Pattern> _pattern;
    private readonly TokenListParser<TokenKind, NamePattern> _fieldName;
    private ExpressionGrammar? _expressions;

    public PatternGrammar(ParseState state)
    {
        _state = state;
        _pattern = Pattern;
        _fieldName = Token.EqualTo(TokenKind.Name).Select(token => new NamePattern(SpanOf(token), state.TextOf(SpanOf(token))));
    }

    /// <summary>Sets the grammar that reads the literals in patterns.</summary>
    public void Use(ExpressionGrammar expressions) => _expressions = expressions;

    public static bool BeginsAtom(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.UpperName or TokenKind.Underscore or TokenKind.Int or TokenKind.Float or TokenKind.String
        or TokenKind.RawString or TokenKind.Char or TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.LeftParen
        or TokenKind.LeftBracket or TokenKind.LeftBrace;

    /// <summary>Reads patterns separated by <c>|</c>; each may start a line of its own.</summary>
    public TokenListParserResult<TokenKind, List<Pattern>> Alternatives(TokenList input)
    {
        var patterns = new List<Pattern>();
        var at = input;
        while (true)
        {
            var read = Pattern(at);
            if (!read.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, Pattern, List<Pattern>>(read);
            patterns.Add(read.Value);
            at = read.Remainder;
            if (_state.KindAt(at) == TokenKind.Newline && _state.KindAfter(at) == TokenKind.Bar)
                at = ParseState.Next(at);
            if (_state.KindAt(at) != TokenKind.Bar)
                return TokenListParserResult.Value(patterns, input, at);
            at = ParseState.Next(at);
        }
    }

    /// <summary>Reads a pattern, including <c>head :: tail</c>.</summary>
    public PatternResult Pattern(TokenList input)
    {
        if (!_state.TryEnter())
            return _state.FailTooDeep<Pattern>(input);
        var read = Constructed(input);
        if (read.HasValue && _state.KindAt(read.Remainder) == TokenKind.Cons)
        {
            var tail = Pattern(ParseState.Next(read.Remainder));
            read = tail.HasValue
                ? Value(new ConsPattern(read.Value.Span.To(tail.Value.Span), read.Value, tail.Value), input, tail.Remainder)
                : tail;
        }
        _state.Leave();
        return read;
    }

    private PatternResult Constructed(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.UpperName
            || Constructors.Find(_state.TextAt(input)) is not { } constructor || constructor == Constructor.Nothing)
            return Atom(input);
        if (!_state.TryEnter())
            return _state.FailTooDeep<Pattern>(input);
        var argument = ConstructorArgument(input);
        _state.Leave();
        if (!argument.HasValue)
            return argument;
        var span = _state.SpanAt(input).To(argument.Value.Span);
        return Value(new ConstructorPattern(span, constructor, argument.Value), input, argument.Remainder);
    }

    private PatternResult ConstructorArgument(TokenList input)
    {
        var at = ParseState.Next(input);
        if (BeginsAtom(_state.KindAt(at)))
            return Constructed(at);
        var name = _state.TextAt(input);
        return _state.Fail<Pattern>(at, SyntaxCodes.InvalidPattern, _state.SpanAt(input), $"`{name}` without a pattern for its value",
            "expected a pattern after this", $"write `{name} x`, or `{name} _` for any value");
    }

    public PatternResult Atom(TokenList input)
    {
        var span = _state.SpanAt(input);
        return _state.KindAt(input) switch
        {
            TokenKind.LeftParen => Parentheses(input),
            TokenKind.LeftBracket => List(input),
            TokenKind.LeftBrace => Record(input),
            TokenKind.UpperName => Upper(input, span),
            TokenKind.Name when _state.TextAt(input)[^1] != '?' =>
                Value(new NamePattern(span, _state.TextAt(input)), input, ParseState.Next(input)),
            TokenKind.Underscore => Value(new WildcardPattern(span), input, ParseState.Next(input)),
            _ => Literal(input, span) is { } literal
                ? Value(new LiteralPattern(span, literal), input, ParseState.Next(input))
                : TokenListParserResult.Empty<TokenKind, Pattern>(input, ["a pattern"]),
        };
    }

    private PatternResult Upper(TokenList input, Span span)
    {
        switch (Constructors.Find(_state.TextAt(input)))
        {
            case Constructor.Nothing:
                return Value(new ConstructorPattern(span, Constructor.Nothing, null), input, ParseState.Next(input));
            case null:
                var name = _state.TextAt(input);
                var nearest = Constructors.Foreign(name) ?? Diagnostics.NearestName.Of(name, ["Nothing", "Just", "Ok", "Error"]);
                return _state.Fail<Pattern>(
                    input, SyntaxCodes.InvalidPattern, span, $"`{Unexpected.Shorten(name)}` is not a constructor", "expected a pattern",
                    nearest is null
                        ? "the constructors are Nothing, Just, Ok and Error; names that a pattern binds start with a lowercase letter"
                        : $"did you mean `{nearest}`?");
            case { } constructor:
                return _state.Fail<Pattern>(
                    input, SyntaxCodes.InvalidPattern, span, $"`{constructor}` needs parentheses here", "expected a simple pattern",
                    $"write `({constructor} x)`");
        }
    }

    private Expr? Literal(TokenList input, Span span) => _state.KindAt(input) switch
    {
        TokenKind.Int => _expressions?.Int(span),
        TokenKind.Float => _expressions?.Float(span),
        TokenKind.String => new StringLiteral(span, _expressions?.StringValue(input) ?? "", false),
        TokenKind.RawString => new StringLiteral(span, _expressions?.StringValue(input) ?? "", true),
        TokenKind.Char => new CharLiteral(span, _expressions?.CharValue(span) ?? ""),
        TokenKind.True => new BoolLiteral(span, true),
        TokenKind.False => new BoolLiteral(span, false),
        TokenKind.Null => new NullLiteral(span),
        _ => null,
    };

    private PatternResult Parentheses(TokenList input)
    {
        var entries = ErrorRecovery.Entries(_state, ParseState.Next(input), TokenKind.RightParen, _pattern, Missing);
        var span = _state.SpanAt(input).To(_state.SpanAt(entries.Remainder));
        if (entries.Value is [])
            return _state.Fail<Pattern>(
                entries.Remainder, SyntaxCodes.InvalidPattern, span, "empty parentheses in a pattern", "expected a pattern",
                "write a lambda without parameters as `\\ -> …`");
        return Value(
            entries.Value is [var single] ? single : new TuplePattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private PatternResult List(TokenList input)
    {
        var entries = ErrorRecovery.Entries(_state, ParseState.Next(input), TokenKind.RightBracket, _pattern, Missing);
        var span = _state.SpanAt(input).To(_state.SpanAt(entries.Remainder));
        return Value(new ListPattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private PatternResult Record(TokenList input)
    {
        var entries = ErrorRecovery.Entries(_state, ParseState.Next(input), TokenKind.RightBrace, _fieldName, static _ => null);
        var span = _state.SpanAt(input).To(_state.SpanAt(entries.Remainder));
        return Value(new RecordPattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private WildcardPattern Missing(TokenList at) => new(_state.SpanAt(at) with { Length = 0 });

    private static Span SpanOf(Token<TokenKind> token) => new(token.Position.Absolute, token.Span.Length);

    private static PatternResult Value(Pattern pattern, TokenList from, TokenList to) => TokenListParserResult.Value(pattern, from, to);
}
