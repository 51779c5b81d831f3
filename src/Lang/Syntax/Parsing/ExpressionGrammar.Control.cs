using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary><c>let … in</c>, <c>if</c>, <c>match</c> and lambdas.</summary>
internal sealed partial class ExpressionGrammar
{
    private ExprResult OneLineLet(TokenList input)
    {
        var binding = Binding(input);
        if (!binding.HasValue)
            return Cast(binding);
        var after = binding.Remainder;
        if (_state.KindAt(after) != TokenKind.In)
            return _state.Fail<Expr>(after, SyntaxCodes.MissingIn, _state.SpanAt(input), "`let` without `in`",
                "a `let` inside an expression needs `in`", "write `let x = 1 in x + 1`, or put the `let` on a line of its own");
        var (pattern, value) = binding.Value;
        return Build(input, Expression(ParseState.Next(after)), body =>
            new LetExpr(_state.SpanAt(input).To(body.Span), pattern, value, body, OneLine: true));
    }

    /// <summary>Reads <c>let pattern = value</c>.</summary>
    private TokenListParserResult<TokenKind, (Pattern Pattern, Expr Value)> Binding(TokenList input)
    {
        var pattern = _patterns.Pattern(ParseState.Next(input));
        if (!pattern.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Pattern, (Pattern, Expr)>(pattern);
        var sign = pattern.Remainder;
        if (_state.KindAt(sign) != TokenKind.Equals)
            return FailBinding(sign, pattern.Value);
        var value = Body(ParseState.Next(sign), offside: -1);
        return value.HasValue
            ? TokenListParserResult.Value((pattern.Value, value.Value), input, value.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, Expr, (Pattern, Expr)>(value);
    }

    private TokenListParserResult<TokenKind, (Pattern Pattern, Expr Value)> FailBinding(TokenList at, Pattern pattern)
    {
        var help = pattern is NamePattern name ? HelpForBinding(name.Name, at) : "write `let name = value`";
        return _state.FailUnexpected<(Pattern, Expr)>(at, SyntaxCodes.Unexpected, " in a `let`", "expected `=`", help);
    }

    private ExprResult If(TokenList input)
    {
        var outer = _state.InCondition;
        _state.InCondition = true;
        var condition = Expression(ParseState.Next(input));
        _state.InCondition = outer;
        if (!condition.HasValue)
            return condition;
        var at = condition.Remainder;
        if (_state.KindAt(at) == TokenKind.LeftBrace)
            return FailBraces(ParseState.Next(input), at);
        if (_state.KindAt(at) == TokenKind.Bar)
            return _state.FailAt<Expr>(at, SyntaxCodes.Unexpected, "a single `|` in a condition", "unknown operator", "write `||`");
        if (_state.KindAt(at) != TokenKind.Then)
            return FailThen(input, at, condition.Value);
        var then = Body(ParseState.Next(at), _state.LineAt(at).Indent);
        if (!then.HasValue)
            return then;
        if (_state.KindAt(then.Remainder) != TokenKind.Else)
            return Value(new IfExpr(_state.SpanAt(input).To(then.Value.Span), condition.Value, then.Value, null), input, then.Remainder);

        return Build(input, Body(ParseState.Next(then.Remainder), _state.LineAt(then.Remainder).Indent), otherwise =>
            new IfExpr(_state.SpanAt(input).To(otherwise.Span), condition.Value, then.Value, otherwise));
    }

    private ExprResult FailThen(TokenList input, TokenList at, Expr condition)
    {
        if (_state.KindAt(at) == TokenKind.Equals)
            return _state.FailAt<Expr>(
                at, SyntaxCodes.SingleEquals, "`=` inside a condition", "expected `==`", HelpForComparison(input, at));
        if (_state.KindAt(at) == TokenKind.Colon)
            return _state.FailAt<Expr>(at, SyntaxCodes.MissingThen, "a `:` after a condition", "expected `then`",
                "write `then` instead, and `else` without a `:`");
        if (condition is ApplyExpr { Function: ParenExpr inside })
            return _state.Fail<Expr>(at, SyntaxCodes.MissingThen, inside.Span, "missing `then`", "expected `then` after the condition",
                $"write `if {_state.TextOf(inside.Inner.Span)} then … else …`");
        // A condition that continues over several lines has swallowed its branch.
        var place = Unexpected.SpanOf(_state, at);
        for (var token = ParseState.Next(input); token.Position < at.Position; token = ParseState.Next(token))
        {
            if (_state.LineAt(token).IsFirst)
            {
                place = _state.EndBefore(token);
                break;
            }
        }
        return _state.Fail<Expr>(at, _state.Problems.Make(SyntaxCodes.MissingThen, place, "missing `then`",
            "expected `then` after the condition", "write `if condition then value else other`", _state.SpanAt(input), "the `if` is here"));
    }

    private ExprResult Lambda(TokenList input)
    {
        var parameters = new List<Pattern>();
        var at = ParseState.Next(input);
        while (_state.KindAt(at) != TokenKind.Arrow)
        {
            if (_state.KindAt(at) == TokenKind.Comma && parameters.Count > 0)
                at = ParseState.Next(at);
            if (!PatternGrammar.BeginsAtom(_state.KindAt(at)))
                return FailArrow<Expr>(input, at, "lambda", "write `\\x -> …`");
            var parameter = _patterns.Atom(at);
            if (!parameter.HasValue)
                return Cast(parameter);
            parameters.Add(parameter.Value);
            at = parameter.Remainder;
        }

        var body = Body(ParseState.Next(at), _state.LineAt(input).Indent);
        return Build(input, body, value => new LambdaExpr(_state.SpanAt(input).To(value.Span), parameters, value));
    }

    private TokenListParserResult<TokenKind, T> FailArrow<T>(TokenList start, TokenList at, string what, string help)
    {
        var isEnd = _state.KindAt(at) is TokenKind.End or TokenKind.Newline or TokenKind.Dedent;
        var expected = isEnd ? "expected `->`" : $"expected `->`, found {Unexpected.NameOf(_state, at)}";
        return _state.Fail<T>(at, _state.Problems.Make(SyntaxCodes.MissingArrow, Unexpected.SpanOf(_state, at),
            $"missing `->` in a {what}", expected, help, _state.SpanAt(start), $"the {what} starts here"));
    }

    private ExprResult Match(TokenList input)
    {
        var inCondition = _state.InCondition;
        _state.InCondition = true;
        var subject = Expression(ParseState.Next(input));
        _state.InCondition = inCondition;
        if (!subject.HasValue)
            return subject;
        var at = subject.Remainder;
        if (_state.KindAt(at) == TokenKind.LeftBrace)
            return _state.FailAt<Expr>(at, SyntaxCodes.MissingArrow, "braces around the arms of `match`", "expected `with` and no braces",
                "write `match value with`, and each arm on a line of its own below it: `| 0 -> …`");
        if (_state.KindAt(at) == TokenKind.Equals)
            return _state.Fail<Expr>(at, Unexpected.Comparison(_state, at));
        if (_state.KindAt(at) == TokenKind.With)
            at = ParseState.Next(at);

        var (arms, end) = _state.KindAt(at) == TokenKind.Indent ? ArmLines(ParseState.Next(at)) : InlineArms(at);
        return arms.Count == 0
            ? Cast(end)
            : Value(new MatchExpr(_state.SpanAt(input).To(arms[^1].Span), subject.Value, arms), input, end.Remainder);
    }

    /// <summary>Reads arms on lines of their own up to the end of their block; a line may hold several.</summary>
    private (List<MatchArm> Arms, TokenListParserResult<TokenKind, MatchArm> End) ArmLines(TokenList input)
    {
        var arms = new List<MatchArm>();
        var at = input;
        while (true)
        {
            var start = at;
            var (line, end) = InlineArms(at);
            arms.AddRange(line);
            at = end.Remainder;
            if (!end.HasValue || _state.KindAt(at) is not (TokenKind.Newline or TokenKind.Dedent or TokenKind.End))
            {
                var failed = end.HasValue ? TokenListParserResult.Empty<TokenKind, MatchArm>(at, ["the end of the line", "`|`"]) : end;
                _state.Report(failed, start);
                if (line.Count == 0)
                    arms.Add(BrokenArm(_state.SpanAt(start) with { Length = 0 }));
                at = ErrorRecovery.SkipStatement(_state, start);
            }
            if (_state.KindAt(at) != TokenKind.Newline)
                break;
            at = ParseState.Next(at);
        }

        var rest = _state.KindAt(at) == TokenKind.Dedent ? ParseState.Next(at) : at;
        return (arms, TokenListParserResult.Value(arms[^1], input, rest));
    }

    private static MatchArm BrokenArm(Span place) => new(place, [new WildcardPattern(place)], null, new MissingExpr(place));

    /// <summary>Reads arms separated by <c>|</c>. The second result says where parsing continues, or what failed.</summary>
    private (List<MatchArm> Arms, TokenListParserResult<TokenKind, MatchArm> End) InlineArms(TokenList input)
    {
        var arms = new List<MatchArm>();
        var at = input;
        if (_state.KindAt(at) != TokenKind.Bar && !PatternGrammar.BeginsAtom(_state.KindAt(at)))
            return (arms, _state.Fail<MatchArm>(at, SyntaxCodes.MissingArrow, Unexpected.SpanOf(_state, at), "`match` without arms",
                "expected `with` and the arms", "write each arm on a line of its own: `| Just x -> …`"));
        do
        {
            var arm = Arm(at);
            if (!arm.HasValue)
                return ([], arm);
            arms.Add(arm.Value);
            at = arm.Remainder;
        }
        while (_state.KindAt(at) == TokenKind.Bar);
        return (arms, TokenListParserResult.Value(arms[^1], input, at));
    }

    private TokenListParserResult<TokenKind, MatchArm> Arm(TokenList input)
    {
        var start = _state.SpanAt(input);
        var at = _state.KindAt(input) == TokenKind.Bar ? ParseState.Next(input) : input;
        var patterns = _patterns.Alternatives(at);
        if (!patterns.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, List<Pattern>, MatchArm>(patterns);
        at = patterns.Remainder;

        Expr? guard = null;
        if (_state.KindAt(at) == TokenKind.When)
        {
            var read = Expression(ParseState.Next(at));
            if (!read.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, Expr, MatchArm>(read);
            (guard, at) = (read.Value, read.Remainder);
            if (_state.KindAt(at) == TokenKind.Equals)
                return _state.Fail<MatchArm>(at, Unexpected.Comparison(_state, at));
        }

        if (_state.KindAt(at) != TokenKind.Arrow)
            return FailArrow<MatchArm>(input, at, "match arm", "write `pattern -> value`");
        var body = Body(ParseState.Next(at), _state.LineAt(at).Indent);
        if (!body.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Expr, MatchArm>(body);
        var arm = new MatchArm(start.To(body.Value.Span), patterns.Value, guard, body.Value);
        return TokenListParserResult.Value(arm, input, body.Remainder);
    }
}
