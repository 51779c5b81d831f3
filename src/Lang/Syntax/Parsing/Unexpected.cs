using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Tokens;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Says in people's words what stands where something else was expected.</summary>
internal static class Unexpected
{
    private const int LongestShown = 30;

    public static Diagnostic Describe(ParseState state, TokenList at, IReadOnlyList<string> expectations)
    {
        var expected = expectations.Count == 0 ? "it doesn't belong here" : $"expected {Join(expectations)}";
        if (!expectations.Any(IsPartOfName) && Special(state, at) is { } special)
            return special;
        return Make(
            state, SyntaxCodes.Unexpected, Place(state, at), $"unexpected {Word(state, at)}", expected, HelpFor(state, at, expectations));
    }

    /// <summary>The token itself, or the place right after the text before it when the token is layout.</summary>
    public static Span Place(ParseState state, TokenList at) =>
        state.KindAt(at) is TokenKind.End or TokenKind.Newline or TokenKind.Dedent ? state.EndBefore(at) : state.SpanAt(at);

    /// <summary>The token as it is called in messages.</summary>
    public static string Word(ParseState state, TokenList at)
    {
        var kind = state.KindAt(at);
        var text = state.TextAt(at);
        return kind switch
        {
            TokenKind.End => "end of the item",
            TokenKind.Newline => "end of the line",
            TokenKind.Dedent => "end of the block",
            TokenKind.Indent => "indented line",
            TokenKind.Int or TokenKind.Float => $"number `{Shorten(text)}`",
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

    /// <summary>Where these stand, no value can, so that <c>=</c> was not meant as a comparison.</summary>
    private static bool IsPartOfName(string expectation) => expectation is "a pattern" or "a type" or "a condition";

    private static Diagnostic? Special(ParseState state, TokenList at) => state.KindAt(at) switch
    {
        TokenKind.Equals => Comparison(state, at),
        TokenKind.Else =>
            Make(state, SyntaxCodes.ElseWithoutIf, state.SpanAt(at), "`else` without `if`", "no `if … then` before it is open here",
            state.KindAfter(at) == TokenKind.Arrow
                ? "an arm for everything else is written `| _ -> …`"
                : "an `else` on its own line stands at the column of its `if`, or deeper"),
        TokenKind.Then => Make(state, SyntaxCodes.Unexpected, state.SpanAt(at), "`then` without `if`", "no `if` before it is open here",
            "write `if condition then value else other`"),
        _ => null,
    };

    /// <summary>An <c>=</c> among values, with what was meant.</summary>
    public static Diagnostic Comparison(ParseState state, TokenList at)
    {
        var left = state.TextBetween(state.SpanAfter(at, -OperandLength(state, at, -1)).Start, state.SpanBefore(at).End);
        var right = state.TextBetween(state.SpanAt(at).End, state.SpanAfter(at, OperandLength(state, at, 1)).End).Trim();
        var isShown = left.Length > 0
            && right.Length > 0
            && left.Length + right.Length < 60
            && !left.Contains('\n', StringComparison.Ordinal)
            && !right.Contains('\n', StringComparison.Ordinal);
        return Make(state, SyntaxCodes.SingleEquals, state.SpanAt(at), "`=` inside an expression", "this neither binds nor compares",
            isShown ? $"to compare write `{left} == {right}`" : "compare with `==`; bind a name with `let name = …` on a line of its own");
    }

    /// <summary>How many tokens on one side of an <c>=</c> belong to what it would compare.</summary>
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
        or TokenKind.Match or TokenKind.When or TokenKind.With or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Bar or TokenKind.Backslash or TokenKind.Fun
        or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.Pipe;

    private static string HelpForCons(ParseState state, TokenList at)
    {
        var (module, name) = (state.SpanBefore(at), ParseState.Next(at));
        var isGlued = state.KindBefore(at) == TokenKind.Name && module.End == state.SpanAt(at).Start
            && state.KindAt(name) == TokenKind.Name;
        return isGlued
            ? $"the name of a module begins with a capital: `{char.ToUpperInvariant(state.TextOf(module)[0])}{state.TextOf(module)[1..]}::{state.TextAt(name)}`"
            : "`::` splits a list in a pattern; to put a value before a list write `List::push list value`";
    }

    private static string? HelpFor(ParseState state, TokenList at, IReadOnlyList<string> expectations) => state.KindAt(at) switch
    {
        TokenKind.Semicolon => "`;` separates entries of lists and records; statements stand on lines of their own",
        TokenKind.Comma when expectations is ["the end of the line"] =>
            "arguments are separated by spaces; commas stand in lists, records and tuples",
        TokenKind.Colon when expectations.Contains("`}`") =>
            "a pattern gives fields their own names: `{ id }`; another name is given by a `let` below it",
        TokenKind.Colon when expectations is ["the end of the line"] =>
            "leave it out: nothing is written between `else`, `then` or a name and the indented lines below",
        TokenKind.Greater when state.KindBefore(at) == TokenKind.Greater => "a value is handed on with `|>`",
        TokenKind.Cons => HelpForCons(state, at),
        TokenKind.Arrow => "a lambda is written `\\x -> …`",
        TokenKind.If or TokenKind.Match or TokenKind.Let or TokenKind.Fun or TokenKind.Backslash => "put it between parentheses",
        TokenKind.Indent => "a block belongs after `=`, `->`, `then`, `else` or the header of an item",
        TokenKind.Bar => "`|` stands before the arms of a `match`; the pipe is `|>`, and `||` is the operator",
        var kind when kind.IsBinaryOperator() && expectations is ["the end of the line"] =>
            "put what stands on the left of the operator between parentheses",
        _ => null,
    };

    private static string Join(IReadOnlyList<string> expectations)
    {
        var distinct = expectations.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 1 ? distinct[0] : $"{string.Join(", ", distinct.Take(distinct.Count - 1))} or {distinct[^1]}";
    }

    private static Diagnostic Make(ParseState state, string code, Span span, string message, string label, string? help = null) =>
        ProblemBag.Make(state.Problems.Source, code, span, message, label, help);
}
