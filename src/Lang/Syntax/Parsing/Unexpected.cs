using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Tokens;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Describes in plain words what stands where something else was expected.</summary>
internal static class Unexpected
{
    private const int LongestShown = 30;

    public static Diagnostic Describe(ParseState state, TokenList at, IReadOnlyList<string> expectations)
    {
        if (!expectations.Any(IsPartOfName) && Special(state, at) is { } special)
            return special;
        var expected = expectations.Count == 0 ? "it doesn't belong here" : $"expected {Join(expectations)}";
        var help = HelpFor(state, at, expectations);
        return state.Problems.Make(SyntaxCodes.Unexpected, SpanOf(state, at), $"unexpected {NameOf(state, at)}", expected, help);
    }

    /// <summary>Returns the span of a token, or for a layout token the empty span right after the text before it.</summary>
    public static Span SpanOf(ParseState state, TokenList at) =>
        state.KindAt(at) is TokenKind.End or TokenKind.Newline or TokenKind.Dedent ? state.EndBefore(at) : state.SpanAt(at);

    /// <summary>Returns the name of a token for messages.</summary>
    public static string NameOf(ParseState state, TokenList at)
    {
        var kind = state.KindAt(at);
        var text = state.TextAt(at);
        return kind switch
        {
            TokenKind.End => "end of the item",
            TokenKind.Newline => "end of the line",
            TokenKind.Dedent => "end of the block",
            TokenKind.Indent => "indented line",
            TokenKind.Int or TokenKind.Float or TokenKind.Decimal => $"number `{Shorten(text)}`",
            TokenKind.Quantity => $"`{Shorten(text)}`",
            TokenKind.Time => $"time `{Shorten(text)}`",
            TokenKind.String or TokenKind.RawString or TokenKind.InterpolationStart => "string",
            TokenKind.Char => "Char",
            TokenKind.Name or TokenKind.UpperName or TokenKind.FunctionName or TokenKind.HandlerName => $"name `{Shorten(text)}`",
            _ when text.Length == 0 => "end of the text",
            _ => $"`{Shorten(text)}`",
        };
    }

    public static string Shorten(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");

    /// <summary>Whether a value can't stand in place of an expectation, so that <c>=</c> was not meant as a comparison.</summary>
    private static bool IsPartOfName(string expectation) => expectation is "a pattern" or "a type" or "a condition";

    private static Diagnostic? Special(ParseState state, TokenList at) => state.KindAt(at) switch
    {
        TokenKind.Equals => Comparison(state, at),
        TokenKind.Else => state.Problems.Make(
            SyntaxCodes.ElseWithoutIf, state.SpanAt(at), "`else` without `if`", "there is no open `if … then` before it",
            state.KindAfter(at) == TokenKind.Arrow
                ? "for an arm that matches everything else, write `| _ -> …`"
                : "indent an `else` on its own line at least as far as its `if`"),
        TokenKind.Then => state.Problems.Make(SyntaxCodes.Unexpected, state.SpanAt(at), "`then` without `if`",
            "there is no open `if` before it", "write `if condition then value else other`"),
        _ => null,
    };

    /// <summary>Reports an <c>=</c> in an expression, with the comparison that was meant.</summary>
    public static Diagnostic Comparison(ParseState state, TokenList at)
    {
        var left = state.TextBetween(state.SpanAfter(at, -OperandLength(state, at, -1)).Start, state.SpanBefore(at).End);
        var right = state.TextBetween(state.SpanAt(at).End, state.SpanAfter(at, OperandLength(state, at, 1)).End).Trim();
        var isShown = left.Length > 0 && right.Length > 0 && left.Length + right.Length < 60
            && !left.Contains('\n', StringComparison.Ordinal) && !right.Contains('\n', StringComparison.Ordinal);
        return state.Problems.Make(
            SyntaxCodes.SingleEquals, state.SpanAt(at), "`=` inside an expression", "this neither binds nor compares",
            isShown
                ? $"to compare, write `{left} == {right}`"
                : "to compare, write `==`; to bind a name, write `let name = …` on a line of its own");
    }

    /// <summary>Counts the tokens on one side of an <c>=</c> that belong to the operand of the comparison.</summary>
    private static int OperandLength(ParseState state, TokenList at, int step)
    {
        var depth = 0;
        for (var length = 0; ; length++)
        {
            var kind = at.Position + (length + 1) * step < 0 ? TokenKind.End : state.KindAfter(at, (length + 1) * step);
            if (kind.IsOpening())
                depth += step;
            else if (kind.IsClosing())
                depth -= step;
            if (depth < 0 || kind is TokenKind.End || depth == 0 && !kind.IsOpening() && !kind.IsClosing() && EndsOperand(kind))
                return length;
        }
    }

    private static bool EndsOperand(TokenKind kind) =>
        kind is TokenKind.Equals or TokenKind.Arrow or TokenKind.Let or TokenKind.In or TokenKind.If or TokenKind.Then or TokenKind.Else
        or TokenKind.Match or TokenKind.When or TokenKind.With or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Bar
        or TokenKind.Backslash or TokenKind.Fun or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.AndAnd
        or TokenKind.OrOr or TokenKind.Pipe;

    private static string HelpForCons(ParseState state, TokenList at)
    {
        var (module, name) = (state.SpanBefore(at), ParseState.Next(at));
        var areNames = state.KindBefore(at) == TokenKind.Name && state.KindAt(name) == TokenKind.Name;
        var written = state.TextOf(module);
        return areNames && module.End == state.SpanAt(at).Start
            ? $"module names start with a capital letter: `{char.ToUpperInvariant(written[0])}{written[1..]}::{state.TextAt(name)}`"
            : "`::` splits a list in a pattern; to add a value to the front of a list, write `List::push list value`";
    }

    /// <summary>Returns how to write <c>{order.id:000}</c> in an interpolated string.</summary>
    private static string HelpForFormat(ParseState state, TokenList colon)
    {
        var (length, depth) = (0, 0);
        for (var kind = TokenKind.Colon; depth >= 0 && kind != TokenKind.InterpolationOpen; length++)
        {
            kind = state.KindAfter(colon, -length - 1);
            depth += kind.IsClosing() ? 1 : kind.IsOpening() ? -1 : 0;
        }
        var value = state.TextBetween(state.SpanAfter(colon, -length).End, state.SpanBefore(colon).End).Trim();
        var end = state.Text.IndexOf('}', state.SpanAt(colon).End);
        var format = end < 0 ? "" : state.TextBetween(state.SpanAt(colon).End, end).Trim();
        var argument = value.Contains(' ', StringComparison.Ordinal) ? $"({value})" : value;
        var isZeros = format.Length > 0 && format.All(sign => sign == '0');
        return isZeros
            ? $"write `{{String::padStart (toString {argument}) \"0\" {format.Length}}}`"
            : $"braces take no format: write a call in them, such as `{{String::padStart (toString {argument}) \" \" 8}}`";
    }

    private static string? HelpFor(ParseState state, TokenList at, IReadOnlyList<string> expectations) => state.KindAt(at) switch
    {
        TokenKind.Semicolon => "`;` separates entries of lists and records; write each statement on a line of its own",
        TokenKind.Comma when expectations is ["the end of the line"] =>
            "separate arguments with spaces; commas are for lists, records and tuples",
        TokenKind.Colon when expectations is ["`}`"] => HelpForFormat(state, at),
        TokenKind.Colon when expectations.Contains("`}`") =>
            "a record pattern binds fields to their own names: `{ id }`; for another name, add a `let` below it",
        TokenKind.Colon when expectations is ["the end of the line"] =>
            "remove it: the indented lines follow `then`, `else` or a name directly",
        TokenKind.Greater when state.KindBefore(at) == TokenKind.Greater => "to pass a value on, write `|>`",
        TokenKind.Cons => HelpForCons(state, at),
        TokenKind.Arrow => "write a lambda as `\\x -> …`",
        TokenKind.If or TokenKind.Match or TokenKind.Let or TokenKind.Fun or TokenKind.Backslash => "put it in parentheses",
        TokenKind.Indent => "a block can only follow `=`, `->`, `then`, `else` or the header of an item",
        TokenKind.Bar => "`|` starts an arm of a `match`; the pipe is `|>`, and the operator is `||`",
        var kind when kind.IsBinaryOperator() && expectations is ["the end of the line"] =>
            "put the left side of the operator in parentheses",
        _ => null,
    };

    private static string Join(IReadOnlyList<string> expectations)
    {
        var distinct = expectations.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 1 ? distinct[0] : $"{string.Join(", ", distinct.Take(distinct.Count - 1))} or {distinct[^1]}";
    }
}
