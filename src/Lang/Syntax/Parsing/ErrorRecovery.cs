using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>
/// Finds where parsing resumes after a mistake: at the next entry of a bracket, the next statement of a block or the next arm. Everything
/// in between is skipped, brackets and blocks as a whole, so that one mistake is reported once.
/// </summary>
internal static class ErrorRecovery
{
    /// <summary>
    /// Reads entries up to the closing bracket, which the off-side rule guarantees; the remainder is at that bracket. An entry that can't
    /// be read is reported, and replaced by the result of <paramref name="missing"/>, if any.
    /// </summary>
    public static TokenListParserResult<TokenKind, List<T>> Entries<T>(
        ParseState state, TokenList input, TokenKind close, TokenListParser<TokenKind, T> entry, Func<TokenList, T?> missing)
        where T : class
    {
        var items = new List<T>();
        var offside = state.Offside;
        var inCondition = state.InCondition;
        state.Offside = -1;
        state.InCondition = false;
        var at = input;
        while (state.KindAt(at) != close)
        {
            var start = at;
            var read = entry(at);
            if (read.HasValue)
            {
                items.Add(read.Value);
                at = read.Remainder;
            }
            else
            {
                state.Report(read, start);
                if (missing(start) is { } placeholder)
                    items.Add(placeholder);
                at = SkipEntry(state, at);
            }

            if (state.KindAt(at) != close && !IsSeparator(state.KindAt(at)) && items.Count > 0 && missing(start) is { } replacement)
                items[^1] = replacement;
            at = AfterEntry(state, at, start, close);
            if (state.KindAt(at) == TokenKind.End)
                break;
        }

        state.Offside = offside;
        state.InCondition = inCondition;
        return TokenListParserResult.Value(items, input, at);
    }

    private static TokenList AfterEntry(ParseState state, TokenList at, TokenList start, TokenKind close)
    {
        if (state.KindAt(at) != close && !IsSeparator(state.KindAt(at)))
        {
            state.Report(MissingSeparator(state, at, start, close)
                ?? TokenListParserResult.Empty<TokenKind, object>(at, ExpectedAfterEntry(close)), start);
            at = SkipEntry(state, at);
        }
        return IsSeparator(state.KindAt(at)) ? ParseState.Next(at) : at;
    }

    /// <summary>In <c>{ a: 1 b: 2 }</c>, the second name was read as an argument of the first value.</summary>
    private static TokenListParserResult<TokenKind, object>? MissingSeparator(
        ParseState state, TokenList at, TokenList start, TokenKind close)
    {
        if (close != TokenKind.RightBrace || at.Position - start.Position < 2
            || state.KindAt(at) is not (TokenKind.Colon or TokenKind.Equals) || !state.KindBefore(at).IsFieldName())
            return null;
        var name = state.SpanBefore(at);
        return state.Fail<object>(
            at, SyntaxCodes.InvalidField, name, $"missing separator before the field `{Unexpected.Shorten(state.TextOf(name))}`",
            "expected `,` before this", "separate fields with `,`, `;` or line breaks");
    }

    private static string[] ExpectedAfterEntry(TokenKind close) => close switch
    {
        TokenKind.RightParen => ["`,`", "`)`"],
        TokenKind.RightBracket => ["`,`", "`]`"],
        TokenKind.InterpolationClose => ["`}`"],
        _ => ["`,`", "`;`", "`}`"],
    };

    private static bool IsSeparator(TokenKind kind) => kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Newline;

    /// <summary>Returns the separator or closing bracket that ends the entry.</summary>
    public static TokenList SkipEntry(ParseState state, TokenList at) => SkipTo(state, at, static kind => IsSeparator(kind));

    /// <summary>Returns the line break or end of block that ends the statement.</summary>
    public static TokenList SkipStatement(ParseState state, TokenList at) => SkipTo(state, at, static kind => kind == TokenKind.Newline);

    private static TokenList SkipTo(ParseState state, TokenList at, Func<TokenKind, bool> stops)
    {
        var depth = 0;
        while (true)
        {
            var kind = state.KindAt(at);
            if (kind == TokenKind.End || (depth == 0 && (stops(kind) || kind == TokenKind.Dedent || kind.IsClosing())))
                return at;
            if (kind == TokenKind.Indent || kind.IsOpening())
                depth++;
            else if (kind == TokenKind.Dedent || kind.IsClosing())
                depth--;
            at = ParseState.Next(at);
        }
    }
}
