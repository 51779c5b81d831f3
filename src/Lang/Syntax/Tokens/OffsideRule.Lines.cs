namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Decides what the start of a line means.</summary>
internal sealed partial class OffsideRule
{
    private void BreakLine(RawToken token)
    {
        if (OpensBlock(token))
        {
            OpenBlock(OffsideKind.Block, token);
            return;
        }

        while (true)
        {
            if (StartsArms(token))
            {
                Top.PendingMatches--;
                OpenBlock(OffsideKind.Arms, token);
                return;
            }

            if (Top.Kind == OffsideKind.Bracket)
            {
                if (!LetLeavesBracket(token))
                {
                    BreakInBracket(token);
                    return;
                }
            }
            else if (token.Column > Top.Column)
            {
                ContinueOrBegin(token);
                return;
            }
            else if (token.Column == Top.Column)
            {
                if (!ClosesArms(token))
                {
                    Separate(token);
                    return;
                }
            }
            else if (!LeaveBlock(token))
            {
                return;
            }
        }
    }

    /// <summary>A body starts on the line after <c>-></c>, <c>then</c>, <c>else</c> or <c>=</c> if that line is indented.</summary>
    private bool OpensBlock(RawToken token) =>
        _previous.Kind is TokenKind.Arrow or TokenKind.Then or TokenKind.Else or TokenKind.Equals
        && token.Column > Top.BlockColumn
        && !(Top.Kind == OffsideKind.Bracket && Top.Opening.Kind == TokenKind.LeftBrace && _previous.Kind == TokenKind.Equals)
        && !token.Kind.IsClosing()
        && token.Kind is not (TokenKind.Then or TokenKind.Else or TokenKind.In);

    /// <summary>Closes the block after a <c>then</c> if its <c>else</c> follows on the last line of the block.</summary>
    private void LeaveBranch()
    {
        if (Top.Kind == OffsideKind.Block && Top.OpenIfs == 0 && _contexts.Count > 1 && _contexts[^2].OpenIfs > 0)
            CloseBlock();
    }

    private bool StartsArms(RawToken token) =>
        Top.PendingMatches > 0
        && !(token.Kind is TokenKind.With or TokenKind.Dot || token.Kind.IsClosing() || token.Kind.IsBinaryOperator())
        && (token.Column > Top.BlockColumn || (token.Kind == TokenKind.Bar && token.Column == Top.BlockColumn));

    private void ContinueOrBegin(RawToken token)
    {
        var continues = token.Kind is TokenKind.With or TokenKind.Equals or TokenKind.Colon || token.Kind.IsClosing();
        if (Top.Kind == OffsideKind.Header && !continues && _previous.Kind != TokenKind.With && !_headerIsOver)
            OpenBlock(OffsideKind.Block, token);
    }

    private void Separate(RawToken token)
    {
        var continues = Top.Kind == OffsideKind.Arms
            ? token.Kind is TokenKind.When or TokenKind.Arrow or TokenKind.Cons
            : token.Kind.ContinuesLine() || token.Kind is TokenKind.Bar || token.Kind.IsClosing();
        if (continues)
            return;
        EmitAfterPrevious(TokenKind.Newline);
        Top.PendingMatches = 0;
        Top.OpenIfs = 0;
    }

    /// <summary>
    /// An operator at the column of the arms continues the match as a whole. If the arms stand directly below their <c>match</c>, a line
    /// without <c>|</c> is the next statement.
    /// </summary>
    private bool ClosesArms(RawToken token)
    {
        if (Top.Kind != OffsideKind.Arms || token.Kind == TokenKind.Bar)
            return false;
        var below = _contexts[^2];
        var nextStatement = below.Kind != OffsideKind.Arms && below.Column == token.Column;
        if (!nextStatement && token.Kind != TokenKind.Pipe && !token.Kind.IsBinaryOperator())
            return false;
        CloseBlock();
        return true;
    }

    /// <summary>Closes a block for a line to its left. Returns false if the line fits no block; it is then reported.</summary>
    private bool LeaveBlock(RawToken token)
    {
        var fits = _contexts.Count > 1
            && (_contexts[^2].Kind == OffsideKind.Bracket || token.Column <= _contexts[^2].Column || Top.Kind == OffsideKind.Arms
                || token.Kind.ContinuesLine() || token.Kind == TokenKind.Bar || token.Kind.IsClosing());
        if (fits)
        {
            CloseBlock();
            return true;
        }

        ReportIndentation(token);
        EmitAfterPrevious(TokenKind.Newline);
        return false;
    }

    private void ReportIndentation(RawToken token)
    {
        var columns = _contexts
            .Where((context, level) => context.Kind is OffsideKind.Block or OffsideKind.Arms || level == 0 && _contexts.Count == 1)
            .Select(context => context.Column).Distinct().OrderDescending().Take(3).Order().ToList();
        var expected = columns.Count == 1 ? $"{columns[0]}" : $"{string.Join(", ", columns.Take(columns.Count - 1))} or {columns[^1]}";
        problems.Add(SyntaxCodes.BadIndentation, token.Span, "this line's indentation matches no enclosing block",
            $"it starts with {token.Column} {(token.Column == 1 ? "space" : "spaces")}, expected {expected}",
            "all lines of a block start at the same column");
    }
}
