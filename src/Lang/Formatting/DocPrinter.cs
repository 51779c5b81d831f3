namespace DarkLang.Lang.Formatting;

/// <summary>Decides the line breaks of a <see cref="Doc"/>, from the outside in, in time linear in its size.</summary>
internal sealed class DocPrinter
{
    public const int Width = 100;
    private const int IndentWidth = 2;

    private readonly StringBuilder _text = new();
    private readonly List<string> _suffixes = [];
    private readonly Stack<Part> _rest = [];
    private int _column;
    private int _pendingIndent;

    private int _lineIndent;

    // Whether the line ends in a comment, so that what is written next starts a new line.
    private bool _endsInComment;

    private readonly record struct Part(int Indent, bool IsFlat, Doc Doc);

    /// <summary>Returns the lines of a doc, the last one without its line break.</summary>
    public static string Print(Doc doc) => Print(doc, isFlat: false);

    /// <summary>Returns the text of a doc without forced breaks, on one line.</summary>
    public static string Flat(Doc doc) => Print(doc, isFlat: true);

    private static string Print(Doc doc, bool isFlat)
    {
        var printer = new DocPrinter();
        printer._rest.Push(new Part(0, isFlat, doc));
        while (printer._rest.TryPop(out var part))
            printer.Print(part);
        printer.WriteSuffixes();
        return printer._text.ToString();
    }

    private void Print(Part part)
    {
        var (indent, isFlat, doc) = part;
        switch (doc)
        {
            case TextDoc text:
                if (_endsInComment && text.Text.Length > 0)
                    Break(indent, isBlank: false);
                Write(text.Text);
                break;
            case CommentDoc comment:
                Write(comment.Text);
                _endsInComment = true;
                break;
            case SuffixDoc suffix:
                _suffixes.Add(suffix.Text);
                break;
            case LineDoc { Flat: { } flat } when isFlat:
                Write(flat);
                break;
            case LineDoc line:
                Break(indent, line.IsBlank);
                break;
            case ConcatDoc concat:
                Push(_rest, concat, indent, isFlat);
                break;
            case NestDoc nest:
                _rest.Push(new Part(indent + IndentWidth, isFlat, nest.Inner));
                break;
            case GroupDoc group:
                var staysFlat = isFlat || (!group.IsForced && Fits(new Part(0, true, group.Inner), null, Width - _column));
                _rest.Push(new Part(indent, staysFlat, group.Inner));
                break;
            case HeadedDoc headed:
                _rest.Push(new Part(indent, isFlat, headed.Tail));
                _rest.Push(new Part(indent, isFlat, headed.Head));
                break;
            case HugDoc hug when isFlat || FitsHere(hug.Doc):
                Write(" ");
                _rest.Push(new Part(indent, isFlat, hug.Doc));
                break;
            case HugDoc hug:
                Break(indent + IndentWidth, isBlank: false);
                _rest.Push(new Part(indent + IndentWidth, false, hug.Doc));
                break;
            default:
                throw new UnreachableException();
        }
    }

    // The head has to fit together with what can't be separated from it; otherwise it would break, and start a line the next time.
    private bool FitsHere(HeadedDoc headed) =>
        !headed.Head.IsForced && Fits(new Part(0, true, headed.Head), new Part(0, false, headed.Tail), room: Width - _column - 1);

    private static void Push(Stack<Part> parts, ConcatDoc concat, int indent, bool isFlat)
    {
        for (var i = concat.Parts.Count - 1; i >= 0; i--)
            parts.Push(new Part(indent, isFlat, concat.Parts[i]));
    }

    private void Write(string text)
    {
        if (text.Length == 0)
            return;
        _text.Append(' ', _pendingIndent).Append(text);
        _pendingIndent = 0;
        _column = text.LastIndexOf('\n') is >= 0 and var lineBreak ? text.Length - lineBreak - 1 : _column + text.Length;
    }

    private void Break(int indent, bool isBlank)
    {
        WriteSuffixes();
        BreakLine(indent, isBlank);
    }

    private void BreakLine(int indent, bool isBlank)
    {
        _text.Append(isBlank ? "\n\n" : "\n");
        _column = indent;
        _pendingIndent = indent;
        _lineIndent = indent;
        _endsInComment = false;
    }

    private void WriteSuffixes()
    {
        foreach (var suffix in _suffixes)
        {
            if (_endsInComment)
                BreakLine(_lineIndent, isBlank: false);
            Write(_text is [.., '\n'] ? suffix.TrimStart() : suffix);
            _endsInComment = true;
        }
        _suffixes.Clear();
    }

    /// <summary>Whether a flat doc fits on the line, together with what follows it up to the next possible break.</summary>
    private bool Fits(Part first, Part? second, int room)
    {
        var left = room;
        var parts = new Stack<Part>();
        if (second is { } next)
            parts.Push(next);
        parts.Push(first);
        using var rest = ((IEnumerable<Part>)_rest).GetEnumerator();
        while (left >= 0)
        {
            if (!parts.TryPop(out var part))
            {
                if (!rest.MoveNext())
                    return true;
                part = rest.Current;
            }
            if (BreaksWithin(part, parts, ref left))
                return left >= 0;
        }
        return false;
    }

    private static bool BreaksWithin(Part part, Stack<Part> parts, ref int left)
    {
        var isFlat = part.IsFlat;
        switch (part.Doc)
        {
            case TextDoc text when text.Text.IndexOf('\n') is >= 0 and var lineBreak:
                left = lineBreak > left ? -1 : Width - (text.Text.Length - text.Text.LastIndexOf('\n') - 1);
                return false;
            case TextDoc text:
                left -= text.Text.Length;
                return false;
            case LineDoc { Flat: { } flat } when isFlat:
                left -= flat.Length;
                return false;
            case LineDoc:
                return true;
            case ConcatDoc concat:
                Push(parts, concat, 0, isFlat);
                return false;
            case NestDoc nest:
                parts.Push(part with { Doc = nest.Inner });
                return false;
            case GroupDoc group:
                parts.Push(new Part(0, isFlat && !group.IsForced, group.Inner));
                return false;
            case HeadedDoc headed:
                parts.Push(part with { Doc = headed.Tail });
                parts.Push(part with { Doc = headed.Head });
                return false;
            case HugDoc when !isFlat:
                return true;
            case HugDoc hug:
                left--;
                parts.Push(part with { Doc = hug.Doc });
                return false;
            default:
                return false;
        }
    }
}
