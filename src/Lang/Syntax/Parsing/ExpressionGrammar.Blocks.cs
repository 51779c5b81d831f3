using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Blocks of statements, and the bodies that are either a block or the rest of a line.</summary>
internal sealed partial class ExpressionGrammar
{
    /// <summary>
    /// Reads what follows <c>=</c>, <c>-></c>, <c>then</c> or <c>else</c>. A body on the same line ends before a line that starts with an
    /// operator at or left of <paramref name="offside"/>: that operator continues the enclosing expression.
    /// </summary>
    public ExprResult Body(TokenList input, int offside)
    {
        var outer = _state.Offside;
        var isBlock = _state.KindAt(input) == TokenKind.Indent;
        var inCondition = _state.InCondition;
        _state.Offside = isBlock ? -1 : Math.Max(outer, offside);
        _state.InCondition = false;
        var read = isBlock ? Block(input) : Expression(input);
        _state.Offside = outer;
        _state.InCondition = inCondition;
        return read;
    }

    /// <summary>Reads an indented block. It is not a level of its own, so that a body counts the same on one line and below it.</summary>
    public ExprResult Block(TokenList input)
    {
        var (expr, end) = Statements(ParseState.Next(input));
        return Value(expr, input, _state.KindAt(end) == TokenKind.Dedent ? ParseState.Next(end) : end);
    }

    /// <summary>Reads statements up to the end of their block, which is left to the caller. Always returns an expression.</summary>
    public (Expr Expr, TokenList End) Statements(TokenList input)
    {
        var statements = new List<Statement>();
        var at = input;
        var failed = false;
        while (true)
        {
            var start = at;
            var outer = _state.Statement;
            _state.Statement = _state.SpanAt(start);
            var read = ReadStatement(at);
            if (read.HasValue && _state.KindAt(read.Remainder) == TokenKind.Semicolon && EndsStatement(_state.KindAfter(read.Remainder)))
                read = SkipSemicolon(read);
            if (read.HasValue && EndsStatement(_state.KindAt(read.Remainder)))
            {
                statements.Add(read.Value);
                at = read.Remainder;
            }
            else
            {
                // The statement that could not be read may have been the `if` of this `else`.
                if (!failed || (_state.KindAt(read.Remainder) != TokenKind.Else && _state.TextAt(start) != "else"))
                    ReportStatement(read, start);
                failed = true;
                statements.Add(new Statement(_state.SpanAt(start), null, Missing(start)));
                at = ErrorRecovery.SkipStatement(_state, start);
                at = SkipStrayBrackets(at);
            }

            _state.Statement = outer;
            if (_state.KindAt(at) != TokenKind.Newline)
                return (Join(statements), at);
            at = ParseState.Next(at);
        }
    }

    private static bool EndsStatement(TokenKind kind) => kind is TokenKind.Newline or TokenKind.Dedent or TokenKind.End;

    private void ReportStatement(TokenListParserResult<TokenKind, Statement> read, TokenList start)
    {
        if (!read.HasValue)
            _state.Report(read, start);
        else if (_state.KindAt(read.Remainder) == TokenKind.Equals && read.Value is { Pattern: null, Value: FieldExpr field })
            _state.Report(FieldAssignment(read.Remainder, field), start);
        else if (_state.KindAt(read.Remainder) == TokenKind.Equals && read.Value.Pattern is null
            && AssignedName(read.Value.Value) is { } name)
            _state.Report(Assignment(read.Remainder, name), start);
        else
            _state.Report(TokenListParserResult.Empty<TokenKind, Statement>(read.Remainder, ["the end of the line"]), start);
    }

    /// <summary>Returns the name in <c>x = 1</c> or <c>var x = 1</c>, as other languages write it.</summary>
    private static string? AssignedName(Expr expr) => expr switch
    {
        NameExpr name => name.Name,
        ApplyExpr { Function: NameExpr keyword, Arguments: [NameExpr name] }
            when keyword.Name is "var" or "const" or "val" or "mut" or "set" or "my" or "auto" => name.Name,
        _ => null,
    };

    /// <summary>Skips closing brackets in a block: the off-side rule has reported them, and parsing continues after them.</summary>
    private TokenList SkipStrayBrackets(TokenList at)
    {
        while (_state.KindAt(at).IsClosing())
            at = ErrorRecovery.SkipStatement(_state, ParseState.Next(at));
        return at;
    }

    private TokenListParserResult<TokenKind, Statement> ReadStatement(TokenList input)
    {
        if (_state.KindAt(input) == TokenKind.Let)
            return LetStatement(input);
        var read = Expression(input);
        return read.HasValue
            ? TokenListParserResult.Value(new Statement(read.Value.Span, null, read.Value), input, read.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, Expr, Statement>(read);
    }

    private TokenListParserResult<TokenKind, Statement> LetStatement(TokenList input)
    {
        var binding = Binding(input);
        if (!binding.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, (Pattern, Expr), Statement>(binding);
        var (pattern, value) = binding.Value;
        var span = _state.SpanAt(input).To(value.Span);
        var after = binding.Remainder;
        if (_state.KindAt(after) == TokenKind.In && _state.KindAfter(after) == TokenKind.Newline)
            after = SkipIn(input, after);
        if (_state.KindAt(after) != TokenKind.In)
            return TokenListParserResult.Value(new Statement(span, pattern, value), input, after);

        var body = Expression(ParseState.Next(after));
        if (!body.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Expr, Statement>(body);
        var let = new LetExpr(span.To(body.Value.Span), pattern, value, body.Value, OneLine: true);
        return TokenListParserResult.Value(new Statement(let.Span, null, let), input, body.Remainder);
    }

    /// <summary>Nests the statements from the last to the first; the last is the value of the block.</summary>
    private Expr Join(List<Statement> statements)
    {
        var last = statements[^1];
        var body = last.Value;
        var count = statements.Count - 1;
        if (last.Pattern is not null)
        {
            // A mistake in the binding may have swallowed what followed it.
            if (!_state.Problems.AnyWithin(last.Span.Start, last.Span.End))
                _state.Report(SyntaxCodes.EndsWithLet, last.Span with { Length = "let".Length }, "a block ends with `let`",
                    "expected an expression after it", "the last line of a block is its value");
            body = new MissingExpr(new Span(last.Span.End, 0));
            count++;
        }

        for (var i = count - 1; i >= 0; i--)
        {
            var (span, pattern, value) = statements[i];
            body = pattern is null
                ? new SequenceExpr(value.Span.To(body.Span), value, body)
                : new LetExpr(span.To(body.Span), pattern, value, body, OneLine: false);
        }
        return body;
    }

    /// <summary>A statement of a block; <paramref name="Pattern"/> is null unless it is a <c>let</c>.</summary>
    private sealed record Statement(Span Span, Pattern? Pattern, Expr Value);
}
