using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ExprResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Expr>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Syntax of other languages, recognised before it is read as something else. The help shows how to write it here.</summary>
internal sealed partial class ExpressionGrammar
{
    /// <summary>Whether braces in the condition of an <c>if</c> enclose a branch rather than a record.</summary>
    private bool IsBranchInBraces(TokenList at) => _state.InCondition && _state.KindAt(at) == TokenKind.LeftBrace && !BeginsRecord(at);

    /// <summary>Whether a brace is followed by a field or the closing brace, or encloses a record update.</summary>
    private bool BeginsRecord(TokenList brace)
    {
        var inside = ParseState.Next(brace);
        if (_state.KindAt(inside) == TokenKind.RightBrace || BeginsField(inside))
            return true;
        var end = ClosingOf(brace);
        var at = inside;
        while (at.Position < end.Position && _state.KindAt(at) != TokenKind.With)
            at = ParseState.Next(at);
        return at.Position < end.Position;
    }

    /// <summary><c>x = 1</c> and <c>var x = 1</c>.</summary>
    private TokenListParserResult<TokenKind, Statement> Assignment(TokenList sign, string name) =>
        _state.FailAt<Statement>(sign, SyntaxCodes.SingleEquals, "`=` without `let`", "this neither binds nor compares",
            $"to bind the name, write `let {name} = {RestOfStatement(sign)}`; to compare, write `==`");

    /// <summary><c>record.field = 1</c></summary>
    private TokenListParserResult<TokenKind, Statement> FieldAssignment(TokenList sign, FieldExpr field) =>
        _state.FailAt<Statement>(sign, SyntaxCodes.SingleEquals, "a field can't be changed", "this neither changes nor compares",
            $"to copy the record, write `{{ {_state.TextOf(field.Target.Span)} with {field.Field}: {RestOfStatement(sign)} }}`; "
                + "to compare, write `==`");

    /// <summary>Returns an expression up to the end of its line or bracket; shortened if it is long or has several lines.</summary>
    private string InOneLine(TokenList at)
    {
        var text = _state.TextBetween(_state.SpanAt(at).Start, _state.SpanBefore(ErrorRecovery.SkipStatement(_state, at)).End);
        return text.Length < 60 && !text.Contains('\n', StringComparison.Ordinal) ? text : $"{_state.TextAt(at)} …";
    }

    private string RestOfStatement(TokenList sign)
    {
        var end = ErrorRecovery.SkipStatement(_state, sign);
        var value = _state.TextBetween(_state.SpanAt(sign).End, _state.SpanBefore(end).End).Trim().TrimEnd(';');
        return value.Length is > 0 and < 60 && !value.Contains('\n', StringComparison.Ordinal) ? value : "…";
    }

    /// <summary>Returns the comparison that was meant by an <c>=</c> in a condition.</summary>
    private string HelpForComparison(TokenList condition, TokenList sign)
    {
        var end = sign;
        while (_state.KindAt(end) is not (TokenKind.Then or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.End))
            end = ParseState.Next(end);
        var left = _state.TextBetween(_state.SpanAt(condition).Start, _state.SpanBefore(sign).End);
        var right = _state.TextBetween(_state.SpanAt(sign).End, _state.SpanBefore(end).End).Trim();
        return left.Length + right.Length < 80 ? $"write `{left} == {right}`" : "`=` only binds a name: `let x = 1`";
    }

    private string HelpForBinding(string name, TokenList at)
    {
        var isMutable = name is "mut" or "mutable" or "var" or "const" or "rec" && _state.KindAt(at) == TokenKind.Name;
        if (isMutable)
            return $"remove `{name}`: write `let {_state.TextAt(at)} = …`";
        if (_state.KindAt(at) == TokenKind.Colon)
            return $"remove the type: write `let {name} = …`; types go on the parameters of a `fn`";
        for (var token = at; ; token = ParseState.Next(token))
        {
            if (_state.KindAt(token) == TokenKind.Equals
                && _state.KindAt(at) is TokenKind.Name or TokenKind.Underscore or TokenKind.LeftParen)
                return $"for a function, write `let {name} = \\x -> …`, or an item: `fn {name} (x: Int) = …`";
            if (_state.KindAt(token) is TokenKind.Equals or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.End)
                return $"write `let {name} = …`";
        }
    }

    /// <summary>Skips a harmless <c>;</c> at the end of a line and reports it once per item.</summary>
    private TokenListParserResult<TokenKind, Statement> SkipSemicolon(TokenListParserResult<TokenKind, Statement> read)
    {
        var sign = read.Remainder;
        _state.ReportOnce(SyntaxCodes.Unexpected, _state.SpanAt(sign), "a `;` at the end of a line", "not needed",
            "remove it: the end of the line ends the statement");
        return TokenListParserResult.Value(read.Value, read.Location, ParseState.Next(sign));
    }

    /// <summary>Skips an <c>in</c> at the end of a line of a block: the lines that follow are the body anyway.</summary>
    private TokenList SkipIn(TokenList let, TokenList at)
    {
        _state.ReportOnce(SyntaxCodes.MissingExpression, _state.SpanAt(at), "an `in` at the end of a line", "not needed",
            $"remove it: a `let` on its own line holds for the lines below; "
                + $"`in` is for a `let` on one line: `{_state.TextOf(_state.SpanAt(let))} x = 1 in x + 1`");
        return ParseState.Next(at);
    }

    private string HelpForField(TokenList name, TokenList at)
    {
        var text = _state.TextAt(name);
        if (_state.KindAt(at) == TokenKind.Minus && _state.KindAfter(at) == TokenKind.Name)
            return $"put a name with other characters in quotes: `\"{text}-{_state.TextAt(ParseState.Next(at))}\": value`";
        var isAlone = _state.KindAt(name) == TokenKind.Name
            && _state.KindAt(at) is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Newline or TokenKind.RightBrace;
        return isAlone ? $"write `{text}: {text}` to use the value of that name, or write another value" : $"write `{text}: value`";
    }

    /// <summary>Suggests the call without parentheses if they follow a name directly.</summary>
    private string HelpForEmptyParentheses(TokenList at)
    {
        var before = _state.SpanBefore(at);
        var isAdjacent = before.Length > 0 && before.End == _state.SpanAt(at).Start
            && _state.KindBefore(at) is TokenKind.Name or TokenKind.FunctionName or TokenKind.UpperName;
        if (!isAdjacent)
            return "to call a function without parameters, write only its name; for no value, write `null`";
        return before.Start > 0 && _state.Text[before.Start - 1] == '.'
            ? "there are no methods: write the function before its arguments, as in `List::length list`"
            : $"to call a function without parameters, write only its name: `{_state.TextOf(before)}`";
    }

    /// <summary>Reports a lambda without its backslash: <c>(x -> …)</c>.</summary>
    private ExprResult? LambdaWithoutBackslash(TokenList inside)
    {
        if (_state.KindAt(inside) != TokenKind.Name)
            return null;
        if (_state.TextAt(inside) == "lambda" && _state.KindAfter(inside) == TokenKind.Name)
            return _state.FailAt<Expr>(inside, SyntaxCodes.MissingArrow, "there is no `lambda`", "expected `\\`",
                $"write `\\{_state.TextAt(ParseState.Next(inside))} -> …`");
        var place = _state.SpanAt(inside).To(_state.SpanAfter(inside, 1));
        return _state.KindAfter(inside) != TokenKind.Arrow ? null : _state.Fail<Expr>(inside, SyntaxCodes.MissingArrow, place,
            "a lambda without its backslash", "expected `\\` before this", $"write `\\{_state.TextAt(inside)} -> …`");
    }

    private ExprResult FailBraces(TokenList condition, TokenList brace)
    {
        var then = Inside(brace);
        var after = ParseState.Next(ClosingOf(brace));
        var isElse = _state.KindAt(after) == TokenKind.Else && _state.KindAfter(after) == TokenKind.LeftBrace;
        var otherwise = isElse ? Inside(ParseState.Next(after)) : null;
        var text = _state.TextBetween(_state.SpanAt(condition).Start, _state.SpanBefore(brace).End);
        var isShort = then is not null && otherwise is not null && !text.Contains('\n', StringComparison.Ordinal);
        return _state.FailAt<Expr>(brace, SyntaxCodes.MissingThen, "braces around a branch of `if`", "expected `then` and no braces",
            isShort
                ? $"write `if {text} then {then} else {otherwise}`"
                : "write `if condition then value else other`, each branch on the same line or indented below");
    }

    /// <summary>Returns the text between braces if it is one line.</summary>
    private string? Inside(TokenList brace)
    {
        var text = _state.TextBetween(_state.SpanAt(brace).End, _state.SpanAt(ClosingOf(brace)).Start).Trim().TrimEnd(';');
        text = text.StartsWith("return ", StringComparison.Ordinal) ? text["return ".Length..] : text;
        return text.Length == 0 || text.Contains('\n', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>Returns the bracket that closes this one; the off-side rule guarantees that there is one.</summary>
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
