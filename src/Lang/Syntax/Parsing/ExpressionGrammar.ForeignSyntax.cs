using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>How other languages write things: recognised before they are read as something else, and shown as they are written here.</summary>
internal sealed partial class ExpressionGrammar
{
    /// <summary>An argument in braces that is no record, within the condition of an <c>if</c>: the braces stand around a branch.</summary>
    private bool IsBranchInBraces(TokenList at) => _state.InCondition && _state.KindAt(at) == TokenKind.LeftBrace && !BeginsRecord(at);

    /// <summary>A field or nothing after the brace, or the <c>with</c> of an update before it is closed.</summary>
    private bool BeginsRecord(TokenList brace)
    {
        var inside = ParseState.Next(brace);
        if (_state.KindAt(inside) == TokenKind.RightBrace || BeginsField(inside))
            return true;
        var end = ClosingOf(brace);
        for (var at = inside; at.Position < end.Position; at = ParseState.Next(at))
        {
            if (_state.KindAt(at) == TokenKind.With)
                return true;
        }
        return false;
    }

    /// <summary><c>x = 1</c> and <c>var x = 1</c>.</summary>
    private TokenListParserResult<TokenKind, Statement> Assignment(TokenList sign, string name) =>
        _state.Fail<Statement>(sign, SyntaxCodes.SingleEquals, _state.SpanAt(sign), "`=` without `let`", "this neither binds nor compares",
            $"to give the name a value write `let {name} = {RestOfStatement(sign)}`; to compare write `==`");

    /// <summary><c>record.field = 1</c></summary>
    private TokenListParserResult<TokenKind, Statement> FieldAssignment(TokenList sign, FieldExpr field) =>
        _state.Fail<Statement>(
            sign, SyntaxCodes.SingleEquals, _state.SpanAt(sign), "a field can't be changed", "this neither changes nor compares",
            $"a copy with another value is `{{ {_state.TextOf(field.Target.Span)} with {field.Field}: {RestOfStatement(sign)} }}`; to compare write `==`");

    private string RestOfStatement(TokenList sign)
    {
        var end = ErrorRecovery.SkipStatement(_state, sign);
        var value = _state.TextBetween(_state.SpanAt(sign).End, _state.SpanBefore(end).End).Trim().TrimEnd(';');
        return value.Length is > 0 and < 60 && !value.Contains('\n', StringComparison.Ordinal) ? value : "…";
    }

    /// <summary>The condition up to its <c>then</c>, with the sign that was meant.</summary>
    private string HelpForComparison(TokenList condition, TokenList sign)
    {
        var end = sign;
        while (_state.KindAt(end) is not (TokenKind.Then or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.End))
            end = ParseState.Next(end);
        var left = _state.TextBetween(_state.SpanAt(condition).Start, _state.SpanBefore(sign).End);
        var right = _state.TextBetween(_state.SpanAt(sign).End, _state.SpanBefore(end).End).Trim();
        return left.Length + right.Length < 80 ? $"write `{left} == {right}`" : "`=` only gives a name to a value: `let x = 1`";
    }

    private string HelpForBinding(string name, TokenList at)
    {
        var isMutable = name is "mut" or "mutable" or "var" or "const" or "rec" && _state.KindAt(at) == TokenKind.Name;
        if (isMutable)
            return $"leave `{name}` out: write `let {_state.TextAt(at)} = …`";
        if (_state.KindAt(at) == TokenKind.Colon)
            return $"leave the type out: write `let {name} = …`; parameters of a `fn` have types";
        for (var token = at; ; token = ParseState.Next(token))
        {
            if (_state.KindAt(token) == TokenKind.Equals
                && _state.KindAt(at) is TokenKind.Name or TokenKind.Underscore or TokenKind.LeftParen)
                return $"a function with parameters is written `let {name} = \\x -> …`, or as an item: `fn {name} (x: Int) = …`";
            if (_state.KindAt(token) is TokenKind.Equals or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.End)
                return $"write `let {name} = …`";
        }
    }

    /// <summary>A <c>;</c> at the end of a line does no harm: it is said once.</summary>
    private TokenListParserResult<TokenKind, Statement> SkipSemicolon(TokenListParserResult<TokenKind, Statement> read)
    {
        var sign = read.Remainder;
        _state.ReportOnce(
            SyntaxCodes.Unexpected,
            _state.SpanAt(sign),
            "a `;` at the end of a line",
            "not needed",
            "leave it out: a line ends where it ends");
        return TokenListParserResult.Value(read.Value, read.Location, ParseState.Next(sign));
    }

    /// <summary>An <c>in</c> at the end of a line of a block: the lines that follow are the body anyway.</summary>
    private TokenList SkipIn(TokenList let, TokenList at)
    {
        _state.ReportOnce(SyntaxCodes.MissingExpression, _state.SpanAt(at), "an `in` at the end of a line", "not needed",
            $"leave it out: in a block a `let` on its own line holds for the lines below; `in` is for one line, `{_state.TextOf(_state.SpanAt(let))} x = 1 in x + 1`");
        return ParseState.Next(at);
    }

    private string HelpForField(TokenList name, TokenList at)
    {
        var text = _state.TextAt(name);
        if (_state.KindAt(at) == TokenKind.Minus && _state.KindAfter(at) == TokenKind.Name)
            return $"a name with other signs stands between quotes: `\"{text}-{_state.TextAt(ParseState.Next(at))}\": value`";
        var isAlone = _state.KindAt(name) == TokenKind.Name
            && _state.KindAt(at) is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Newline or TokenKind.RightBrace;
        return isAlone ? $"write `{text}: {text}` for the value of that name, or another value" : $"write `{text}: value`";
    }

    /// <summary>What was called, when the parentheses are glued to it.</summary>
    private string HelpForEmptyParentheses(TokenList at)
    {
        var before = _state.SpanBefore(at);
        var isGlued = before.Length > 0 && before.End == _state.SpanAt(at).Start
            && _state.KindBefore(at) is TokenKind.Name or TokenKind.FunctionName or TokenKind.UpperName;
        if (!isGlued)
            return "a function without parameters is called by its name alone; nothing is `null`";
        return before.Start > 0 && _state.Text[before.Start - 1] == '.'
            ? "there are no methods: a function stands before its values, as in `List::length list`"
            : $"write `{_state.TextOf(before)}`: a function without parameters is called by its name alone";
    }

    /// <summary><c>(x -> …)</c> without its backslash.</summary>
    private ExprResult? LambdaWithoutBackslash(TokenList inside)
    {
        if (_state.KindAt(inside) != TokenKind.Name)
            return null;
        if (_state.TextAt(inside) == "lambda" && _state.KindAfter(inside) == TokenKind.Name)
            return _state.Fail<Expr>(inside, SyntaxCodes.MissingArrow, _state.SpanAt(inside), "there is no `lambda`", "expected `\\`",
                $"write `\\{_state.TextAt(ParseState.Next(inside))} -> …`");
        return _state.KindAfter(inside) != TokenKind.Arrow ? null : _state.Fail<Expr>(inside, SyntaxCodes.MissingArrow,
            _state.SpanAt(inside).To(_state.SpanAfter(inside, 1)),
                "a lambda without its backslash",
                "expected `\\` before this",
                $"write `\\{_state.TextAt(inside)} -> …`");
    }

    private ExprResult FailBraces(TokenList condition, TokenList brace)
    {
        var then = Inside(brace);
        var after = ParseState.Next(ClosingOf(brace));
        var isElse = _state.KindAt(after) == TokenKind.Else && _state.KindAfter(after) == TokenKind.LeftBrace;
        var otherwise = isElse ? Inside(ParseState.Next(after)) : null;
        var text = _state.TextBetween(_state.SpanAt(condition).Start, _state.SpanBefore(brace).End);
        var isShort = then is not null && otherwise is not null && !text.Contains('\n', StringComparison.Ordinal);
        return _state.Fail<Expr>(
            brace, SyntaxCodes.MissingThen, _state.SpanAt(brace), "braces around a branch of `if`", "expected `then`, and no braces",
            isShort
                ? $"write `if {text} then {then} else {otherwise}`"
                : "write `if condition then value else other`, each branch on its line or indented below it");
    }

    /// <summary>What stands between braces, if that is one line.</summary>
    private string? Inside(TokenList brace)
    {
        var text = _state.TextBetween(_state.SpanAt(brace).End, _state.SpanAt(ClosingOf(brace)).Start).Trim().TrimEnd(';');
        text = text.StartsWith("return ", StringComparison.Ordinal) ? text["return ".Length..] : text;
        return text.Length == 0 || text.Contains('\n', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>The bracket that closes this one; layout has seen to it that there is one.</summary>
    private TokenList ClosingOf(TokenList opening)
    {
        var depth = 0;
        for (var at = opening; ; at = ParseState.Next(at))
        {
            if (_state.KindAt(at).IsOpening())
                depth++;
            else if (_state.KindAt(at).IsClosing() && --depth == 0 || _state.KindAt(at) == TokenKind.End)
                return at;
        }
    }
}
