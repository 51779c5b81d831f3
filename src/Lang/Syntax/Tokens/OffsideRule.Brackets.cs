namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Brackets: the lines inside them, and missing ones.</summary>
internal sealed partial class OffsideRule
{
    private void OpenBracket(RawToken token)
    {
        _openBrackets[(int)token.Kind]++;
        _contexts.Add(new OffsideContext
        {
            Kind = OffsideKind.Bracket,
            Column = token.Column + token.Length,
            BlockColumn = Top.BlockColumn,
            Opening = token,
        });
    }

    private void BreakInBracket(RawToken token)
    {
        var separates = Top.Opening.Kind is TokenKind.LeftBracket or TokenKind.LeftBrace
            && !token.Kind.IsClosing()
            && !IsSeparator(token.Kind)
            && !_previous.Kind.IsOpening()
            && !IsSeparator(_previous.Kind)
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
        Top.Opening.Kind == TokenKind.LeftBrace
        && token.Kind.IsFieldName()
        && _index + 1 < _raw.Count
        && _raw[_index + 1].Kind is TokenKind.Colon or TokenKind.Equals;

    /// <summary>
    /// A <c>let</c> that is not indented deeper than the enclosing statement can't be inside the bracket, so the bracket was left open.
    /// </summary>
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
        _openBrackets[(int)TokenKind.LeftParen] + _openBrackets[(int)TokenKind.LeftBracket] + _openBrackets[(int)TokenKind.LeftBrace]
            + _openBrackets[(int)TokenKind.InterpolationOpen] > 0;

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

    /// <summary>
    /// Closes the brackets left open inside the one that this token closes, but none outside the hole of an interpolation.
    /// </summary>
    private void CloseUpTo(RawToken token)
    {
        if (Top.Opening.Kind == TokenKind.InterpolationOpen)
            ReportUnopened(token);
        else
            ReportMismatch(token);
        while (OpenCountFor(token.Kind) > 0
            && Top.Opening.Kind != TokenKind.InterpolationOpen
            && TokenKinds.ClosingOf(Top.Opening.Kind) != token.Kind)
        {
            CloseMissing();
            LeaveBlocksWithinBracket();
        }
    }

    private int OpenCountFor(TokenKind closing) => _openBrackets[(int)(closing switch
    {
        TokenKind.RightParen => TokenKind.LeftParen,
        TokenKind.RightBracket => TokenKind.LeftBracket,
        TokenKind.RightBrace => TokenKind.LeftBrace,
        _ => TokenKind.InterpolationOpen,
    })];

    private void CloseMissing()
    {
        EmitAfterPrevious(TokenKinds.ClosingOf(Top.Opening.Kind));
        PopBracket();
    }

    private void PopBracket()
    {
        _openBrackets[(int)Top.Opening.Kind]--;
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
        if (_bracketReported)
            return;
        _bracketReported = true;
        Guessed = Span.FromBounds(opening.Start, int.MaxValue);
        if (_hasOpenString)
            return;
        var missing = Sign(TokenKinds.ClosingOf(opening.Kind));
        _problems.Add(SyntaxCodes.UnclosedBracket, opening.Span, $"unclosed `{TextOf(opening)}`",
            $"the matching `{missing}` is missing", $"write `{missing}` where its content ends",
            new Span(_previous.End, 0), $"expected `{missing}` here at the latest");
    }

    private void ReportUnopened(RawToken token)
    {
        if (_bracketReported)
            return;
        _bracketReported = true;
        Guessed = Span.FromBounds(token.Start, int.MaxValue);
        if (_hasOpenString)
            return;
        _problems.Add(SyntaxCodes.UnopenedBracket, token.Span, $"`{TextOf(token)}` closes nothing", "no bracket is open here",
            "remove it, or open a bracket before it");
    }

    private void ReportMismatch(RawToken token)
    {
        if (_bracketReported)
            return;
        _bracketReported = true;
        Guessed = Span.FromBounds(token.Start, int.MaxValue);
        if (_hasOpenString)
            return;
        var opening = Top.Opening;
        var expected = Sign(TokenKinds.ClosingOf(opening.Kind));
        _problems.Add(SyntaxCodes.MismatchedBracket, token.Span, $"`{TextOf(token)}` can't close a `{TextOf(opening)}`",
            $"expected `{expected}`", $"write `{expected}` where its content ends", opening.Span, $"this `{TextOf(opening)}` is open");
    }
}
