using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>
/// Parses expressions. Every method is a Superpower token-list parser that looks one token ahead and never backtracks, so the time is
/// linear in the length of the text, however deeply it nests.
/// </summary>
internal sealed partial class ExpressionGrammar
{
    private readonly ParseState _state;
    private readonly PatternGrammar _patterns;

    public ExpressionGrammar(ParseState state)
    {
        _state = state;
        _patterns = new PatternGrammar(state, this);
    }

    /// <summary>Reads an expression. Only here can it start with <c>let … in</c>, <c>if</c>, <c>match</c> or a lambda.</summary>
    public ExprResult Expression(TokenList input)
    {
        if (!_state.TryEnter())
            return _state.FailTooDeep<Expr>(input);
        var read = _state.KindAt(input) switch
        {
            TokenKind.Let => OneLineLet(input),
            TokenKind.If => If(input),
            TokenKind.Match => Match(input),
            TokenKind.Backslash or TokenKind.Fun => Lambda(input),
            _ => Unary(input),
        };
        if (read.HasValue)
            read = Operations(read, OperatorTable.Loosest);
        if (read.HasValue)
            read = Pipes(read);
        _state.Leave();
        return read;
    }

    /// <summary>Reads the operators after an operand by precedence climbing: one loop per chain, one call per change of level.</summary>
    private ExprResult Operations(ExprResult left, int minimum)
    {
        while (true)
        {
            var at = left.Remainder;
            var kind = _state.KindAt(at);
            var level = OperatorTable.LevelOf(kind);
            if (level < minimum || level == OperatorTable.None || _state.IsOffside(at))
                return left;

            var right = Operand(ParseState.Next(at), OperatorTable.IsRightAssociative(kind) ? level : level + 1);
            if (!right.HasValue)
                return right;
            var span = left.Value.Span.To(right.Value.Span);
            var expr = new BinaryExpr(span, OperatorTable.Of(kind), _state.SpanAt(at), left.Value, right.Value);
            left = Value(expr, left.Location, right.Remainder);
        }
    }

    private ExprResult Operand(TokenList input, int minimum)
    {
        if (!_state.TryEnter())
            return _state.FailTooDeep<Expr>(input);
        var read = Unary(input);
        if (read.HasValue)
            read = Operations(read, minimum);
        _state.Leave();
        return read;
    }

    private ExprResult Unary(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.Minus)
            return Application(input);
        if (!_state.TryEnter())
            return _state.FailTooDeep<Expr>(input);
        var operand = Unary(ParseState.Next(input));
        _state.Leave();
        return Build(input, operand, value => new NegateExpr(_state.SpanAt(input).To(value.Span), value));
    }

    private ExprResult Pipes(ExprResult left)
    {
        while (_state.KindAt(left.Remainder) == TokenKind.Pipe && !_state.IsOffside(left.Remainder))
        {
            var stage = Stage(ParseState.Next(left.Remainder));
            if (!stage.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, PipeStage, Expr>(stage);
            var span = left.Value.Span.To(stage.Value.Span);
            left = Value(new PipeExpr(span, left.Value, stage.Value), left.Location, stage.Remainder);
        }
        return left.Value is PipeExpr && _state.KindAt(left.Remainder).IsBinaryOperator() && !_state.IsOffside(left.Remainder)
            ? FailAfterPipe(left)
            : left;
    }

    /// <summary>Reports an operator after a pipe: it would belong to whatever ends the pipe, such as a lambda or an <c>if</c>.</summary>
    private ExprResult FailAfterPipe(ExprResult pipe)
    {
        var sign = pipe.Remainder;
        return _state.FailAt<Expr>(sign, SyntaxCodes.Unexpected, $"unexpected `{_state.TextAt(sign)}` after a pipe",
            "operators bind tighter than `|>`", $"put the left side in parentheses, or make it a stage: `|> {_state.TextAt(sign)} …`");
    }

    private TokenListParserResult<TokenKind, PipeStage> Stage(TokenList input)
    {
        var kind = _state.KindAt(input);
        if (kind.IsBinaryOperator())
            return OperatorStage(input, kind);
        var read = kind is TokenKind.Backslash or TokenKind.Fun ? Lambda(input) : Application(input);
        if (!read.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Expr, PipeStage>(read);
        var stage = read.Value is ApplyExpr call
            ? new CallStage(call.Span, call.Function, call.Arguments)
            : new CallStage(read.Value.Span, read.Value, []);
        return TokenListParserResult.Value<TokenKind, PipeStage>(stage, input, read.Remainder);
    }

    private TokenListParserResult<TokenKind, PipeStage> OperatorStage(TokenList input, TokenKind kind)
    {
        var right = Unary(ParseState.Next(input));
        if (!right.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Expr, PipeStage>(right);
        var sign = _state.SpanAt(input);
        var stage = new OperatorStage(sign.To(right.Value.Span), OperatorTable.Of(kind), sign, right.Value);
        return TokenListParserResult.Value<TokenKind, PipeStage>(stage, input, right.Remainder);
    }

    private ExprResult Application(TokenList input)
    {
        var function = Atom(input);
        if (!function.HasValue)
            return function;
        List<Expr>? arguments = null;
        var at = function.Remainder;
        while (true)
        {
            var kind = _state.KindAt(at);
            var isLambda = kind is TokenKind.Backslash or TokenKind.Fun;
            if (!isLambda && !BeginsAtom(kind) || IsBranchInBraces(at))
                break;
            var argument = isLambda ? Lambda(at) : Atom(at);
            if (!argument.HasValue)
                return argument;
            (arguments ??= []).Add(argument.Value);
            at = argument.Remainder;
            if (isLambda)
                break;
        }

        return arguments is null
            ? function
            : Value(new ApplyExpr(function.Value.Span.To(arguments[^1].Span), function.Value, arguments), input, at);
    }

    private static ExprResult Value(Expr expr, TokenList from, TokenList to) => TokenListParserResult.Value(expr, from, to);

    /// <summary>Makes the expression whose last part was read, unless reading it failed.</summary>
    private static ExprResult Build<T>(TokenList from, TokenListParserResult<TokenKind, T> last, Func<T, Expr> make) =>
        last.HasValue ? Value(make(last.Value), from, last.Remainder) : Cast(last);

    private static ExprResult Cast<T>(TokenListParserResult<TokenKind, T> failed) =>
        TokenListParserResult.CastEmpty<TokenKind, T, Expr>(failed);
}
