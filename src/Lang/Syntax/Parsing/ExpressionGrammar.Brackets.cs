using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parentheses, tuples, lists, records and interpolated strings.</summary>
internal sealed partial class ExpressionGrammar
{
    private ExprResult Parentheses(TokenList input)
    {
        var inside = ParseState.Next(input);
        if (_state.KindAt(inside).IsBinaryOperator() && _state.KindAfter(inside) == TokenKind.RightParen)
        {
            var close = ParseState.Next(inside);
            var name = _state.SpanAt(input).To(_state.SpanAt(close));
            return Value(new OperatorFunctionExpr(name, OperatorTable.Of(_state.KindAt(inside))), input, ParseState.Next(close));
        }
        if (_state.KindAt(inside) == TokenKind.RightParen)
            return _state.Fail<Expr>(inside, SyntaxCodes.MissingExpression, _state.SpanAt(input).To(_state.SpanAt(inside)),
                "empty parentheses", "expected an expression between them", HelpForEmptyParentheses(input));
        if (LambdaWithoutBackslash(inside) is { } lambda)
            return lambda;

        var entries = ErrorRecovery.Entries(_state, inside, TokenKind.RightParen, Expression, Missing);
        var span = _state.SpanAt(input).To(_state.SpanAt(entries.Remainder));
        var isTuple = _state.KindBefore(entries.Remainder) is TokenKind.Comma or TokenKind.Semicolon;
        if (entries.Value.Count <= 1 && isTuple)
            _state.Report(SyntaxCodes.MissingExpression, span, "a tuple of one", "a tuple has at least two values");
        Expr expr = entries.Value is [var single] ? new ParenExpr(span, single) : new TupleExpr(span, entries.Value);
        return Value(expr, input, ParseState.Next(entries.Remainder));
    }

    private ExprResult List(TokenList input)
    {
        var entries = ErrorRecovery.Entries(_state, ParseState.Next(input), TokenKind.RightBracket, Expression, Missing);
        var span = _state.SpanAt(input).To(_state.SpanAt(entries.Remainder));
        return Value(new ListExpr(span, entries.Value), input, ParseState.Next(entries.Remainder));
    }

    private ExprResult Record(TokenList input) => Build(input, RecordOf(input), record => record);

    /// <summary>Reads a record at its opening brace.</summary>
    public TokenListParserResult<TokenKind, RecordExpr> RecordOf(TokenList input)
    {
        var inside = ParseState.Next(input);
        Expr? from = null;
        if (_state.KindAt(inside) != TokenKind.RightBrace && !BeginsField(inside))
            (from, inside) = UpdatedRecord(inside);

        var fields = ErrorRecovery.Entries(_state, inside, TokenKind.RightBrace, Field, static _ => null);
        var record = new RecordExpr(_state.SpanAt(input).To(_state.SpanAt(fields.Remainder)), from, fields.Value);
        return TokenListParserResult.Value(record, input, ParseState.Next(fields.Remainder));
    }

    private bool BeginsField(TokenList at) =>
        _state.KindAt(at).IsFieldName() && _state.KindAfter(at) is TokenKind.Colon or TokenKind.Equals;

    /// <summary>Reads the <c>base with</c> of a record update. Anything else is left to be reported as a field.</summary>
    private (Expr? Base, TokenList Fields) UpdatedRecord(TokenList inside)
    {
        var offside = _state.Offside;
        _state.Offside = -1;
        var read = Expression(inside);
        _state.Offside = offside;
        if (!read.HasValue)
        {
            _state.Report(read, inside);
            return (null, inside);
        }
        return _state.KindAt(read.Remainder) == TokenKind.With ? (read.Value, ParseState.Next(read.Remainder)) : (null, inside);
    }

    private TokenListParserResult<TokenKind, RecordField> Field(TokenList input)
    {
        if (!_state.KindAt(input).IsFieldName())
            return _state.FailUnexpected<RecordField>(input, SyntaxCodes.InvalidField, " in a record", "expected a field: `name: value`",
                "to copy a record with other values, write `{ record with name: value }`");
        var sign = ParseState.Next(input);
        if (_state.KindAt(sign) is not (TokenKind.Colon or TokenKind.Equals))
            return _state.Fail<RecordField>(sign, SyntaxCodes.InvalidField, _state.SpanAt(input),
                $"the field `{_state.TextAt(input)}` has no value", "expected `:` and a value after it", HelpForField(input, sign));

        var value = Expression(ParseState.Next(sign));
        if (!value.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Expr, RecordField>(value);
        var name = _state.SpanAt(input);
        var field = new RecordField(name.To(value.Value.Span), FieldName(input), name, value.Value);
        return TokenListParserResult.Value(field, input, value.Remainder);
    }

    private ExprResult Interpolated(TokenList input)
    {
        var parts = new List<InterpolationPart>();
        var at = ParseState.Next(input);
        while (_state.KindAt(at) is TokenKind.InterpolationText or TokenKind.InterpolationOpen)
        {
            var span = _state.SpanAt(at);
            if (_state.KindAt(at) == TokenKind.InterpolationText)
            {
                parts.Add(new InterpolationText(span, Literals.Decode(_state.Problems.Source[span], braces: true)));
                at = ParseState.Next(at);
                continue;
            }
            (var hole, at) = InterpolatedHole(at);
            parts.Add(hole);
        }

        // The end is missing only if the brackets are unbalanced, which is already reported.
        var end = _state.KindAt(at) == TokenKind.InterpolationEnd ? ParseState.Next(at) : at;
        return Value(new Interpolation(_state.SpanAt(input).To(_state.SpanBefore(end)), parts), input, end);
    }

    private (InterpolationHole Hole, TokenList End) InterpolatedHole(TokenList open)
    {
        var entries = ErrorRecovery.Entries(_state, ParseState.Next(open), TokenKind.InterpolationClose, Expression, Missing);
        var span = _state.SpanAt(open).To(_state.SpanAt(entries.Remainder));
        if (entries.Value is not [var value])
        {
            _state.Report(
                SyntaxCodes.MissingExpression, span,
                entries.Value is [] ? "empty braces in an interpolated string" : "several expressions in one pair of braces",
                "expected one expression", "write `\\{` for a literal brace");
            value = new MissingExpr(new Span(span.Start + 1, 0));
        }
        return (new InterpolationHole(span, value), ParseState.Next(entries.Remainder));
    }

    private MissingExpr Missing(TokenList at) => new(_state.SpanAt(at) with { Length = 0 });
}
