using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using Token = Superpower.Parsers.Token;
using PatternResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Pattern>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses the patterns of <c>let</c>, lambdas and the arms of <c>match</c>.</summary>
internal sealed class PatternGrammar(ParseState state, ExpressionGrammar literals)
{
    private readonly TokenListParser<TokenKind, NamePattern> _fieldName = Token.EqualTo(TokenKind.Name)
        .Select(token => new NamePattern(BlockTokens.SpanOf(token), state.TextOf(BlockTokens.SpanOf(token))));

    public static bool BeginsAtom(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.UpperName or TokenKind.Underscore or TokenKind.LeftParen or TokenKind.LeftBracket
            or TokenKind.LeftBrace || kind.IsLiteral();

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
            if (state.KindAt(at) == TokenKind.Newline && state.KindAfter(at) == TokenKind.Bar)
                at = ParseState.Next(at);
            if (state.KindAt(at) != TokenKind.Bar)
                return TokenListParserResult.Value(patterns, input, at);
            at = ParseState.Next(at);
        }
    }

    /// <summary>Reads a pattern, including <c>head :: tail</c>.</summary>
    public PatternResult Pattern(TokenList input)
    {
        if (!state.TryEnter())
            return state.FailTooDeep<Pattern>(input);
        var read = Constructed(input);
        if (read.HasValue && state.KindAt(read.Remainder) == TokenKind.Cons)
        {
            var tail = Pattern(ParseState.Next(read.Remainder));
            var head = read.Value;
            read = tail.HasValue ? Value(new ConsPattern(head.Span.To(tail.Value.Span), head, tail.Value), input, tail.Remainder) : tail;
        }
        state.Leave();
        return read;
    }

    private PatternResult Constructed(TokenList input)
    {
        if (state.KindAt(input) != TokenKind.UpperName
            || Constructors.Find(state.TextAt(input)) is not { } constructor || constructor == Constructor.Nothing)
            return Atom(input);
        if (!state.TryEnter())
            return state.FailTooDeep<Pattern>(input);
        var argument = ConstructorArgument(input);
        state.Leave();
        if (!argument.HasValue)
            return argument;
        var span = state.SpanAt(input).To(argument.Value.Span);
        return Value(new ConstructorPattern(span, constructor, argument.Value), input, argument.Remainder);
    }

    private PatternResult ConstructorArgument(TokenList input)
    {
        var at = ParseState.Next(input);
        if (BeginsAtom(state.KindAt(at)))
            return Constructed(at);
        var name = state.TextAt(input);
        return state.Fail<Pattern>(at, SyntaxCodes.InvalidPattern, state.SpanAt(input), $"`{name}` without a pattern for its value",
            "expected a pattern after this", $"write `{name} x`, or `{name} _` for any value");
    }

    public PatternResult Atom(TokenList input)
    {
        var span = state.SpanAt(input);
        return state.KindAt(input) switch
        {
            TokenKind.LeftParen => Parentheses(input),
            TokenKind.LeftBracket => List(input),
            TokenKind.LeftBrace => Record(input),
            TokenKind.UpperName => Upper(input, span),
            TokenKind.Name when state.TextAt(input)[^1] != '?' =>
                Value(new NamePattern(span, state.TextAt(input)), input, ParseState.Next(input)),
            TokenKind.Underscore => Value(new WildcardPattern(span), input, ParseState.Next(input)),
            _ => Literal(input, span) is { } literal
                ? Value(new LiteralPattern(span, literal), input, ParseState.Next(input))
                : TokenListParserResult.Empty<TokenKind, Pattern>(input, ["a pattern"]),
        };
    }

    private PatternResult Upper(TokenList input, Span span)
    {
        var name = state.TextAt(input);
        if (Constructors.Find(name) is { } constructor)
            return constructor == Constructor.Nothing
                ? Value(new ConstructorPattern(span, Constructor.Nothing, null), input, ParseState.Next(input))
                : state.FailAt<Pattern>(input, SyntaxCodes.InvalidPattern, $"`{name}` needs parentheses here", "expected a simple pattern",
                    $"write `({name} x)`");
        var nearest = Constructors.Foreign(name) ?? Diagnostics.NearestName.Of(name, ["Nothing", "Just", "Ok", "Error"]);
        return state.FailAt<Pattern>(
            input, SyntaxCodes.InvalidPattern, $"`{Unexpected.Shorten(name)}` is not a constructor", "expected a pattern",
            nearest is null
                ? "the constructors are Nothing, Just, Ok and Error; names that a pattern binds start with a lowercase letter"
                : $"did you mean `{nearest}`?");
    }

    private Expr? Literal(TokenList input, Span span) => state.KindAt(input).IsLiteral() ? literals.Simple(input, span) : null;

    private PatternResult Parentheses(TokenList input)
    {
        var entries = ErrorRecovery.Entries(state, ParseState.Next(input), TokenKind.RightParen, Pattern, Missing);
        var span = state.SpanAt(input).To(state.SpanAt(entries.Remainder));
        if (entries.Value is [])
            return state.Fail<Pattern>(entries.Remainder, SyntaxCodes.InvalidPattern, span, "empty parentheses in a pattern",
                "expected a pattern", "write a lambda without parameters as `\\ -> …`");
        return Value(
            entries.Value is [var single] ? single : new TuplePattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private PatternResult List(TokenList input)
    {
        var entries = ErrorRecovery.Entries(state, ParseState.Next(input), TokenKind.RightBracket, Pattern, Missing);
        var span = state.SpanAt(input).To(state.SpanAt(entries.Remainder));
        return Value(new ListPattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private PatternResult Record(TokenList input)
    {
        var entries = ErrorRecovery.Entries(state, ParseState.Next(input), TokenKind.RightBrace, _fieldName, static _ => null);
        var span = state.SpanAt(input).To(state.SpanAt(entries.Remainder));
        return Value(new RecordPattern(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private WildcardPattern Missing(TokenList at) => new(state.SpanAt(at) with { Length = 0 });

    private static PatternResult Value(Pattern pattern, TokenList from, TokenList to) => TokenListParserResult.Value(pattern, from, to);
}
