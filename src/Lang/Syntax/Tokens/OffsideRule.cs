using DarkLang.Lang.Syntax.Parsing;
using Superpower.Model;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// Turns lines and indentation into <see cref="TokenKind.Newline"/>, <see cref="TokenKind.Indent"/> and <see cref="TokenKind.Dedent"/>.
/// Brackets always come out balanced: missing ones are reported and inserted with length zero.
/// </summary>
internal sealed partial class OffsideRule(List<RawToken> raw, ProblemBag problems)
{
    /// <summary>The deepest allowed nesting of brackets.</summary>
    private const int MaxBrackets = 200;

    /// <summary>The deepest nesting of brackets and blocks. Formatting makes bodies blocks, so the parser's depth decides first.</summary>
    private const int MaxNesting = 4 * ParseState.MaxDepth;

    private readonly string _text = problems.Source.Text;
    private readonly List<Token<TokenKind>> _tokens = [];
    private readonly List<TokenLine> _lines = [];
    private readonly List<OffsideContext> _contexts = [];
    private readonly int[] _openBrackets = new int[(int)TokenKind.OrOr + 1];
    private int _index;
    private RawToken _previous;
    private bool _bracketReported;

    // An unclosed string swallows brackets, so errors about the other brackets are only its consequence.
    private bool _hasOpenString;

    /// <summary>Set at the header's <c>=</c>. The expression after it may continue on deeper lines.</summary>
    private bool _headerIsOver;

    /// <summary>The span in which the brackets of the last run are a guess; errors there are not reported.</summary>
    public Span Guessed { get; private set; }

    private ref OffsideContext Top => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_contexts)[^1];

    /// <summary>Returns the tokens of a chunk, or null if it is nested too deeply.</summary>
    public BlockTokens? Run(int start, int count, bool isItem)
    {
        Reset(raw[start], isItem);
        _hasOpenString = raw.FindIndex(start, count, token => token.Kind == TokenKind.String
            && (token.Length == 1 || _text[token.Start + token.Length - 1] != '"')) >= 0;
        for (_index = start; _index < start + count; _index++)
        {
            var token = raw[_index];
            if (_index > start)
                StartToken(token);
            if (_contexts.Count > MaxNesting || (_contexts.Count > MaxBrackets && _openBrackets.Sum() > MaxBrackets))
            {
                problems.Add(SyntaxCodes.NestedTooDeeply, token.Span, "this is nested too deeply",
                    $"more than {MaxBrackets} brackets, or too many blocks, are open here",
                    "give inner parts a name with `let`, or move them into a `fn`");
                return null;
            }
            Read(token);
            _previous = token;
        }

        while (_contexts.Count > 1)
            PopAtEnd();
        Emit(TokenKind.End, new RawToken(TokenKind.End, _previous.End, 0, _previous.Line, 0, _previous.LineIndent, false));
        return new BlockTokens([.. _tokens], [.. _lines]);
    }

    private void Reset(RawToken first, bool isItem)
    {
        _tokens.Clear();
        _lines.Clear();
        _contexts.Clear();
        Array.Clear(_openBrackets);
        _bracketReported = false;
        Guessed = default;
        _headerIsOver = false;
        _previous = first;
        var kind = isItem ? OffsideKind.Header : OffsideKind.Block;
        _contexts.Add(new OffsideContext { Kind = kind, Column = first.Column, BlockColumn = first.Column });
    }

    /// <summary>Decides whether a line break, an indent or the end of a block comes before a token.</summary>
    private void StartToken(RawToken token)
    {
        if (token.IsFirst)
            BreakLine(token);
        else if (token.Kind == TokenKind.Else)
            LeaveBranch();
        else if (Top.PendingMatches > 0 && (_previous.Kind == TokenKind.With || token.Kind == TokenKind.Bar))
            Top.PendingMatches--;
        if (Top.Kind == OffsideKind.Bracket
            && (_previous.Kind.IsOpening() || IsSeparator(_previous.Kind) || (_previous.Kind == TokenKind.With && BeginsField(token))))
            Top.Column = token.Column;
    }

    private void Read(RawToken token)
    {
        if (token.Kind.IsClosing())
        {
            CloseBracket(token);
            return;
        }

        if (IsSeparator(token.Kind))
            LeaveBlocksWithinBracket();
        Emit(token.Kind, token);
        if (token.Kind.IsOpening())
            OpenBracket(token);
        else if (token.Kind == TokenKind.Match)
            Top.PendingMatches++;
        else if (token.Kind == TokenKind.If)
            Top.OpenIfs++;
        else if (token.Kind == TokenKind.Else && Top.OpenIfs > 0)
            Top.OpenIfs--;
        else if (token.Kind == TokenKind.Equals && Top.Kind == OffsideKind.Header)
            _headerIsOver = true;
    }

    private void Push(OffsideKind kind, int column) =>
        _contexts.Add(new OffsideContext { Kind = kind, Column = column, BlockColumn = column });

    private void OpenBlock(OffsideKind kind, RawToken first)
    {
        Push(kind, first.Column);
        Emit(TokenKind.Indent, first with { Length = 0, IsFirst = false });
    }

    private void CloseBlock()
    {
        _contexts.RemoveAt(_contexts.Count - 1);
        EmitAfterPrevious(TokenKind.Dedent);
    }

    private void EmitAfterPrevious(TokenKind kind) => Emit(kind, _previous with { Start = _previous.End, Length = 0, IsFirst = false });

    private void Emit(TokenKind kind, RawToken at)
    {
        var position = new Position(at.Start, at.Line, at.Column + 1);
        _tokens.Add(new Token<TokenKind>(kind, new TextSpan(_text, position, at.Length)));
        _lines.Add(new TokenLine(at.LineIndent, at.IsFirst));
    }

    private static bool IsSeparator(TokenKind kind) => kind is TokenKind.Comma or TokenKind.Semicolon;
}
