using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// Splits a text into tokens in one pass that never goes back further than the start of a literal. It is written by hand because
/// Superpower's text parsers took most of the parsing time; Superpower parsers read its token lists.
/// </summary>
internal sealed partial class Tokenizer(SourceText source, ProblemBag problems)
{
    private const int TabWidth = 4;

    /// <summary>The most problems reported per item.</summary>
    private const int MaxProblems = 20;

    private readonly string _text = source.Text;
    private readonly List<RawToken> _tokens = new(16 + (source.Text.Length / 4));
    private readonly List<Comment> _comments = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _widening;
    private int _lineIndent;
    private bool _lineHasToken;
    private bool _tabReported;
    private int _problemsInItem;

    /// <summary>Returns the tokens of a text, before the off-side rule, and its comments.</summary>
    public static (List<RawToken> Tokens, List<Comment> Comments) Run(SourceText source, ProblemBag problems, bool items)
    {
        foreach (var (span, code) in InvisibleCharacters.In(source.Text).Take(MaxProblems))
            problems.Add(
                SyntaxCodes.InvisibleCharacter, span, FormattableString.Invariant($"the character U+{code:X4} can't be seen"),
                "the text is not what it looks like",
                $"in a String, write `{InvisibleCharacters.Escape(code)}`; elsewhere, remove it");
        var tokenizer = new Tokenizer(source, problems) { _items = items };
        tokenizer.Run();
        return (tokenizer._tokens, tokenizer._comments);
    }

    private char Current => At(_position);

    private char At(int position) => (uint)position < (uint)_text.Length ? _text[position] : '\0';

    private bool AtEnd => _position >= _text.Length;

    private void Run()
    {
        if (Current == '\uFEFF')
            _position = _lineStart = 1;
        ReadIndentation();
        while (!AtEnd)
            ReadOne();
        CloseInterpolations();
    }

    private void ReadOne()
    {
        if (_interpolations.Count > 0 && !_interpolations.Peek().InHole)
        {
            ReadInterpolationText();
            return;
        }

        var c = Current;
        if (c == '\n')
            ReadLineBreak();
        else if (c is ' ' or '\t' or '\r')
            _position++;
        else if (c == '\u00A0')
            ReadNoBreakSpace();
        else if (c == '/' && At(_position + 1) == '/' && _header != HeaderPart.Path)
            ReadComment();
        else if (BeginsForeignComment(c))
            ReadForeignComment();
        else if (_header != HeaderPart.None && TryReadHeaderPart())
            return;
        else if (c is 'f' or 's' && At(_position + 1) == '"' && TryReadForeignString())
            return;
        else if (char.IsAsciiLetter(c) || c == '_' || (c > 127 && char.IsLetter(c)))
            ReadWord();
        else if (char.IsAsciiDigit(c) || (c == '-' && char.IsAsciiDigit(At(_position + 1)) && MinusIsSign()))
            ReadNumber();
        else if (c == '"')
            ReadString();
        else if (c == '\'')
            ReadChar();
        else if (c == '$' && At(_position + 1) == '"')
            BeginInterpolation();
        else
            ReadSign();
    }

    private void ReadLineBreak()
    {
        CloseInterpolations();
        _position++;
        StartLine();
        ReadIndentation();
    }

    private void StartLine()
    {
        _line++;
        _lineStart = _position;
        _widening = 0;
        _lineHasToken = false;
        _header = HeaderPart.None;
    }

    private void ReadIndentation()
    {
        var column = 0;
        var tab = -1;
        while (Current is ' ' or '\t' or '\u00A0')
        {
            if (Current == '\t' && tab < 0)
                tab = _position;
            column += Current == '\t' ? TabWidth - (column % TabWidth) : 1;
            if (Current == '\u00A0')
                ReadNoBreakSpace();
            else
                _position++;
        }

        _widening = column - (_position - _lineStart);
        _lineIndent = column;
        if (column == 0)
            _tabReported = false;
        // One report per item is enough: tabs tend to be on every line.
        if (tab >= 0 && !_tabReported && Current is not ('\n' or '\r' or '\0'))
        {
            _tabReported = true;
            Problem(SyntaxCodes.TabInIndentation, tab, tab + 1, "a tab in the indentation", "indent with spaces",
                "use two spaces per level; editors can insert spaces for tabs in .dark files");
        }
    }

    private void Add(TokenKind kind, int start, int end)
    {
        _tokens.Add(new RawToken(kind, start, end - start, _line, start - _lineStart + _widening, _lineIndent, !_lineHasToken));
        _lineHasToken = true;
        if (kind.IsOpening())
            _depth++;
        else if (kind.IsClosing() && _depth > 0)
            _depth--;
    }

    private void Problem(string code, int start, int end, string message, string label, string? help = null, Span? opening = null)
    {
        if (_problemsInItem++ >= MaxProblems)
            return;
        var span = Span.FromBounds(start, Math.Min(end, _text.Length));
        problems.Add(opening is { } related
            ? problems.Make(code, span, message, label, help, related, "the string starts here")
            : problems.Make(code, span, message, label, help));
    }
}
