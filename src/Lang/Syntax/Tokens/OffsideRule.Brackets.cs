namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Brackets: the lines inside them, and missing ones.</summary>
internal sealed partial class OffsideRule
{
    private void OpenBracket(RawToken token)
    {
        _openBrackets[(int)TokenKinds.ClosingOf(token.Kind)]++;
        var column = token.Column + token.Length;
        _contexts.Add(new OffsideContext { Kind = OffsideKind.Bracket, Column = column, BlockColumn = Top.BlockColumn, Opening = token });
    }

    private void BreakInBracket(RawToken token)
    {
        var separates = Top.Opening.Kind is TokenKind.LeftBracket or TokenKind.LeftBrace
            && !token.Kind.IsClosing() && !IsSeparator(token.Kind) && !_previous.Kind.IsOpening() && !IsSeparator(_previous.Kind)
            && _previous.Kind is not (TokenKind.With or TokenKind.Colon or TokenKind.Equals)
            && (BeginsField(token) || (token.Column <= Top.Column && !token.Kind.ContinuesLine() && token.Kind != TokenKind.Bar));
        if (!separates)
            return;
        EmitAfterPrevious(TokenKind.Newline);
        Top.PendingMatches = 0;
        Top.OpenIfs = 0;
        Top.Column = token.Column;
    }

    private bool BeginsField(RawToken token) =>
        Top.Opening.Kind == TokenKind.LeftBrace && token.Kind.IsFieldName()
        && _index + 1 < raw.Count && raw[_index + 1].Kind is TokenKind.Colon or TokenKind.Equals;

    /// <summary>A <c>let</c> no deeper than the enclosing statement can't be inside the bracket, which was left open.</summary>
    private bool LetLeavesBracket(RawToken token)
    {
        if (token.Kind != TokenKind.Let || token.Column > Top.BlockColumn)
            return false;
        ReportUnclosed(Top.Opening);
        Guessed = Span.FromBounds(Top.Opening.Start, token.Start);
        CloseMissing();
        return true;
    }

    private void LeaveBlocksWithinBracket()
    {
        if (!AnyBracketOpen())
            return;
        while (Top.Kind != OffsideKind.Bracket)
            CloseBlock();
    }

    private bool AnyBracketOpen() =>
        _openBrackets[(int)TokenKind.RightParen] + _openBrackets[(int)TokenKind.RightBracket] + _openBrackets[(int)TokenKind.RightBrace]
            + _openBrackets[(int)TokenKind.InterpolationClose] > 0;

    private void CloseBracket(RawToken token)
    {
        if (!AnyBracketOpen())
        {
            ReportUnopened(token);
            return;
        }

        LeaveBlocksWithinBracket();
        if (TokenKinds.ClosingOf(Top.Opening.Kind) != token.Kind)
            CloseUpTo(token);
        if (Top.Opening.Kind == TokenKind.InterpolationOpen && token.Kind != TokenKind.InterpolationClose)
            return;
        Emit(TokenKinds.ClosingOf(Top.Opening.Kind), token);
        PopBracket();
    }

    /// <summary>Closes the brackets left open inside the one that this token closes, but none around an interpolation's hole.</summary>
    private void CloseUpTo(RawToken token)
    {
        if (Top.Opening.Kind == TokenKind.InterpolationOpen)
            ReportUnopened(token);
        else
            ReportMismatch(token);
        while (_openBrackets[(int)token.Kind] > 0 && Top.Opening.Kind != TokenKind.InterpolationOpen
            && TokenKinds.ClosingOf(Top.Opening.Kind) != token.Kind)
        {
            CloseMissing();
            LeaveBlocksWithinBracket();
        }
    }

    private void CloseMissing()
    {
        EmitAfterPrevious(TokenKinds.ClosingOf(Top.Opening.Kind));
        PopBracket();
    }

    private void PopBracket()
    {
        _openBrackets[(int)TokenKinds.ClosingOf(Top.Opening.Kind)]--;
        _contexts.RemoveAt(_contexts.Count - 1);
    }

    private void PopAtEnd()
    {
        if (Top.Kind != OffsideKind.Bracket)
        {
            CloseBlock();
            return;
        }
        ReportUnclosed(Top.Opening);
        CloseMissing();
    }

    private string TextOf(RawToken token) => _text.Substring(token.Start, token.Length);

    private static string Sign(TokenKind closing) => closing switch
    {
        TokenKind.RightParen => ")",
        TokenKind.RightBracket => "]",
        _ => "}",
    };

    private void ReportUnclosed(RawToken opening)
    {
        var missing = Sign(TokenKinds.ClosingOf(opening.Kind));
        ReportBracket(problems.Make(SyntaxCodes.UnclosedBracket, opening.Span, $"unclosed `{TextOf(opening)}`",
            $"the matching `{missing}` is missing", $"write `{missing}` where its content ends",
            new Span(_previous.End, 0), $"expected `{missing}` here at the latest"));
    }

    private void ReportUnopened(RawToken token) => ReportBracket(problems.Make(
        SyntaxCodes.UnopenedBracket, token.Span, $"`{TextOf(token)}` closes nothing", "no bracket is open here",
        "remove it, or open a bracket before it"));

    private void ReportMismatch(RawToken token)
    {
        var opening = Top.Opening;
        var expected = Sign(TokenKinds.ClosingOf(opening.Kind));
        ReportBracket(problems.Make(
            SyntaxCodes.MismatchedBracket, token.Span, $"`{TextOf(token)}` can't close a `{TextOf(opening)}`", $"expected `{expected}`",
            $"write `{expected}` where its content ends", opening.Span, $"this `{TextOf(opening)}` is open"));
    }

    /// <summary>Reports the first bracket that is wrong. What is wrong with the later ones is only a guess.</summary>
    private void ReportBracket(Diagnostics.Diagnostic problem)
    {
        if (_bracketReported)
            return;
        _bracketReported = true;
        Guessed = Span.FromBounds(problem.Location.Span.Start, int.MaxValue);
        if (!_hasOpenString)
            problems.Add(problem);
    }
}
