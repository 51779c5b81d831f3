using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses the dates of <c>monthly on 1, last</c> and of <c>yearly on 03-31</c>.</summary>
internal sealed class DateGrammar(ParseState state)
{
    public TokenListParser<TokenKind, DateSyntax> Of(IntervalSyntax interval) =>
        interval.Unit == IntervalUnit.Year ? DateOfYear : input => DayOfMonth(input, interval);

    private TokenListParserResult<TokenKind, DateSyntax> DayOfMonth(TokenList input, IntervalSyntax interval)
    {
        var span = Unexpected.SpanOf(state, input);
        var text = state.TextOf(span);
        if (text.Equals("last", StringComparison.OrdinalIgnoreCase))
            return TokenListParserResult.Value(new DateSyntax(span, null, null), input, ParseState.Next(input));
        if (Number(input) is >= 1 and <= 31 and var day && !TryDate(input, out _, out _, out _))
            return TokenListParserResult.Value(new DateSyntax(span, null, day), input, ParseState.Next(input));
        return Fail(
            input,
            "a day of a month",
            TryDate(input, out var date, out _, out _) ? $"write `yearly on {state.TextOf(date)}`"
            : Weekdays.Find(text) is not null ? $"write `weekly on {text}`"
            : $"write days from 1 to 31, or `last`: `{state.TextOf(interval.Span)} on 1, last`");
    }

    private TokenListParserResult<TokenKind, DateSyntax> DateOfYear(TokenList input)
    {
        if (TryDate(input, out var span, out var month, out var day) && month is >= 1 and <= 12 && day is >= 1 and <= 31)
        {
            var end = ParseState.Next(ParseState.Next(ParseState.Next(input)));
            return TokenListParserResult.Value(new DateSyntax(span, month, day), input, end);
        }
        return Fail(input, "a date", "write the month and the day: `yearly on 03-31`");
    }

    private TokenListParserResult<TokenKind, DateSyntax> Fail(TokenList input, string what, string help)
    {
        var span = TryDate(input, out var date, out _, out _) ? date : Unexpected.SpanOf(state, input);
        var text = state.TextOf(span);
        return state.Fail<DateSyntax>(
            input, SyntaxCodes.InvalidDate, span,
            text.Length > 0 ? $"`{Unexpected.Shorten(text)}` is not {what}" : $"unexpected {Unexpected.NameOf(state, input)}",
            $"expected {what}", help);
    }

    private bool TryDate(TokenList at, out Span span, out int month, out int day)
    {
        var end = state.SpanAfter(at, 2);
        span = state.SpanAt(at).To(end);
        (month, day) = (Number(at) ?? 0, Number(state.TextOf(end)) ?? 0);
        return state.KindAt(at) == TokenKind.Int && state.KindAfter(at) == TokenKind.Minus && state.KindAfter(at, 2) == TokenKind.Int
            && span.Length == state.SpanAt(at).Length + 1 + end.Length;
    }

    private int? Number(TokenList at) => state.KindAt(at) == TokenKind.Int ? Number(state.TextAt(at)) : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
