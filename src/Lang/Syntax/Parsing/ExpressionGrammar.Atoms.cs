using DarkLang.Lang.Numerals;
using DarkLang.Lang.Syntax.Tokens;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Names, literals and field access.</summary>
internal sealed partial class ExpressionGrammar
{
    private static bool BeginsAtom(TokenKind kind) => kind is >= TokenKind.Name and <= TokenKind.InterpolationStart
        or TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace;

    private ExprResult Atom(TokenList input)
    {
        var read = Primary(input);
        while (read.HasValue && _state.KindAt(read.Remainder) == TokenKind.Dot)
            read = FieldAccess(read);
        return read;
    }

    private ExprResult FieldAccess(ExprResult target)
    {
        var dot = target.Remainder;
        var name = ParseState.Next(dot);
        var place = _state.SpanAt(name);
        var isAdjacent = _state.SpanAt(dot).Start == target.Value.Span.End && place.Start == _state.SpanAt(dot).End;
        if (!isAdjacent || !_state.KindAt(name).IsFieldName())
            return _state.Fail<Expr>(name, SyntaxCodes.InvalidField, _state.SpanAt(dot), "a `.` without a field name",
                "expected a field name", "write it without spaces: `event.id`, or `event.\"any text\"`");
        var field = new FieldExpr(target.Value.Span.To(place), target.Value, FieldName(name), place);
        return Value(field, target.Location, ParseState.Next(name));
    }

    private string FieldName(TokenList at) => _state.KindAt(at) switch
    {
        TokenKind.String or TokenKind.RawString => StringValue(at),
        _ => _state.TextAt(at),
    };

    private ExprResult Primary(TokenList input)
    {
        switch (_state.KindAt(input))
        {
            case TokenKind.LeftParen:
                return Parentheses(input);
            case TokenKind.LeftBracket:
                return List(input);
            case TokenKind.LeftBrace:
                return Record(input);
            case TokenKind.InterpolationStart:
                return Interpolated(input);
            case TokenKind.Underscore:
                return _state.FailAt<Expr>(input, SyntaxCodes.MissingExpression, "`_` is a pattern, not a value", "expected an expression",
                    "write `___` for code that is not written yet");
            case TokenKind.Time:
                return _state.FailAt<Expr>(input, SyntaxCodes.MisplacedTime, "a time of day inside an expression",
                    "times of day are only allowed in the schedule of a cron", "for a Date, write `Date::parse \"2031-02-03T09:30:00Z\"`");
        }

        var read = Simple(input, _state.SpanAt(input));
        return read is null ? MissingExpression(input) : Value(read, input, ParseState.Next(input));
    }

    /// <summary>Returns the name or literal that is one token, or null.</summary>
    public Expr? Simple(TokenList input, Span span) => _state.KindAt(input) switch
    {
        TokenKind.Name => Name(span),
        TokenKind.UpperName => UpperName(span),
        TokenKind.FunctionName => FunctionName(span),
        TokenKind.Int => Int(span),
        TokenKind.Float => Float(span),
        TokenKind.Decimal => Decimal(span),
        TokenKind.Quantity => Duration(span),
        TokenKind.String => new StringLiteral(span, StringValue(input), false),
        TokenKind.RawString => new StringLiteral(span, StringValue(input), true),
        TokenKind.Char => new CharLiteral(span, TextOfString(span)),
        TokenKind.True => new BoolLiteral(span, true),
        TokenKind.False => new BoolLiteral(span, false),
        TokenKind.Null => new NullLiteral(span),
        TokenKind.Hole => new Hole(span),
        _ => null,
    };

    private NameExpr Name(Span span)
    {
        var text = _state.TextOf(span);
        return text[^1] == '?' ? new NameExpr(span, text[..^1], Rail: true) : new NameExpr(span, text);
    }

    private Expr UpperName(Span span)
    {
        var text = _state.TextOf(span);
        return Constructors.Find(text) is { } constructor ? new ConstructorExpr(span, constructor) : new UpperNameExpr(span, text);
    }

    private LibraryNameExpr FunctionName(Span span)
    {
        var text = _state.TextOf(span);
        var split = text.IndexOf("::", StringComparison.Ordinal);
        var rail = text[^1] == '?';
        return new LibraryNameExpr(span, text[..split], text[(split + 2)..(rail ? ^1 : ^0)], rail);
    }

    private Expr Int(Span span)
    {
        if (long.TryParse(_state.Problems.Source[span], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new IntLiteral(span, value);
        _state.Report(SyntaxCodes.NumberOutOfRange, span, "this Int is out of range", $"Ints go from {long.MinValue} to {long.MaxValue}",
            "add `.0` to make it a Float");
        return new MissingExpr(span);
    }

    private Expr Float(Span span)
    {
        var isRead = double.TryParse(_state.Problems.Source[span], NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        if (isRead && double.IsFinite(value))
            return new FloatLiteral(span, value);
        _state.Report(SyntaxCodes.NumberOutOfRange, span, "this Float is out of range", "the largest Float is about 1.8e308");
        return new MissingExpr(span);
    }

    private Expr Decimal(Span span)
    {
        var written = _state.Problems.Source[span][..^1];
        if (DecimalText.TryRead(written, out var value))
            return new DecimalLiteral(span, value);
        _state.Report(
            SyntaxCodes.NumberOutOfRange, span, "this number does not fit into a Decimal", DecimalText.Limits,
            $"write `{written}` for the nearest Float");
        return new MissingExpr(span);
    }

    private Expr Duration(Span span)
    {
        if (Durations.Read(_state.TextOf(span)) is { } duration)
            return new DurationLiteral(span, duration);
        _state.Report(SyntaxCodes.MalformedNumber, span, $"`{Unexpected.Shorten(_state.TextOf(span))}` is not a number",
            "expected only digits", _state.InOptions ? "write durations as 30s, 5m, 2h or 1d" : null);
        return new MissingExpr(span);
    }

    public string StringValue(TokenList at)
    {
        var span = _state.SpanAt(at);
        return _state.KindAt(at) == TokenKind.RawString
            ? Literals.DecodeRaw(Inside(_state.Problems.Source[span], 3))
            : TextOfString(span);
    }

    /// <summary>Returns the value of the plain string or Char at a span.</summary>
    public string TextOfString(Span span) => Literals.Decode(Inside(_state.Problems.Source[span], 1), braces: false);

    /// <summary>Returns a literal without its quotes; the closing ones may be missing.</summary>
    private static ReadOnlySpan<char> Inside(ReadOnlySpan<char> text, int quotes)
    {
        var closed = text.Length >= 2 * quotes && text[^quotes..].SequenceEqual(text[..quotes]);
        return closed ? text[quotes..^quotes] : text[Math.Min(quotes, text.Length)..];
    }

    /// <summary>Reports what stands in place of an expression.</summary>
    private ExprResult MissingExpression(TokenList at)
    {
        var kind = _state.KindAt(at);
        var before = _state.KindBefore(at);
        var isEnd = kind is TokenKind.End or TokenKind.Newline or TokenKind.Dedent or TokenKind.Indent or TokenKind.Comma
            or TokenKind.Semicolon or TokenKind.In or TokenKind.Then or TokenKind.Else or TokenKind.With || kind.IsClosing();
        var takesExpression = before.IsBinaryOperator() || before.ContinuesLine() || before is TokenKind.If or TokenKind.Match;
        var place = _state.SpanBefore(at);
        if (isEnd && takesExpression && place.Length > 0)
        {
            if (before == TokenKind.PlusPlus && place.Start is > 0 and var start && char.IsLetterOrDigit(_state.Text[start - 1]))
                return _state.Fail<Expr>(at, SyntaxCodes.SingleEquals, place, "`++` after a name changes nothing", "joins two Strings",
                    "names can't be reassigned: bind a new value with `let x = x + 1`");
            var help = kind == TokenKind.Newline && before is TokenKind.Then or TokenKind.Else or TokenKind.Arrow or TokenKind.Equals
                ? "write it on the same line, or indented on the next"
                : "write `___` for code that is not written yet";
            return _state.Fail<Expr>(at, SyntaxCodes.MissingExpression, place, $"missing expression after `{_state.TextOf(place)}`",
                "expected an expression after this", help);
        }
        if (kind is TokenKind.If or TokenKind.Match or TokenKind.Let or TokenKind.Fun or TokenKind.Backslash)
            return _state.FailAt<Expr>(at, SyntaxCodes.NeedsParentheses, $"`{_state.TextAt(at)}` needs parentheses here",
                "expected parentheses around it", $"write `({InOneLine(at)})`");
        return _state.Fail<Expr>(at, Unexpected.Describe(_state, at, ["an expression"]));
    }
}
