using DarkLang.Lang.Interactive;

namespace DarkLang.Display.Editing;

/// <summary>A text that is being typed, of one line or several.</summary>
/// <param name="Cursor">Always between two characters as readers see them, which may be several <c>char</c>s each.</param>
public sealed record LineBuffer(string Text, int Cursor)
{
    public static LineBuffer Empty { get; } = new("", 0);

    public static LineBuffer Of(string text) => new(text, text.Length);

    /// <summary>What Ctrl-Y puts back.</summary>
    public string Killed { get; init; } = "";

    /// <summary>Whether the last key killed text: kills in a row are put back together.</summary>
    private bool Killing { get; init; }

    public bool IsEmpty => Text.Length == 0;

    private int LineStart => Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is var end and >= 0 ? end : Text.Length;

    /// <summary>Returns the text after a key; null when the key does not edit.</summary>
    public LineBuffer? Apply(KeyPress key) => key switch
    {
        { Code: KeyCode.Paste } or { Code: KeyCode.Text, Control: false, Alt: false } => Insert(key.Text),
        { Code: KeyCode.Text, Control: true } => ApplyControl(key.Text),
        { Code: KeyCode.Text, Alt: true } => ApplyAlt(key.Text),
        { Code: KeyCode.Left } => MoveTo(key.Control || key.Alt ? WordLeft(char.IsLetterOrDigit) : Left),
        { Code: KeyCode.Right } => MoveTo(key.Control || key.Alt ? WordRight : Right),
        { Code: KeyCode.Home } => MoveTo(LineStart),
        { Code: KeyCode.End } => MoveTo(LineEnd),
        { Code: KeyCode.Backspace, Alt: true } => Kill(WordLeft(char.IsLetterOrDigit), Cursor),
        { Code: KeyCode.Backspace } => Remove(Left, Cursor),
        { Code: KeyCode.Delete, Control: true } => Kill(Cursor, WordRight),
        { Code: KeyCode.Delete } => Remove(Cursor, Right),
        _ => null,
    };

    public LineBuffer Insert(string text) => Replace(Cursor, Cursor, text);

    public LineBuffer Replace(int start, int end, string text)
    {
        var joined = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end));
        // Both sides of the edit may join into one character: then the cursor goes behind it.
        return this with { Text = joined, Cursor = BoundaryFrom(joined, start + text.Length), Killing = false };
    }

    public LineBuffer WithText(string text) => this with { Text = text, Cursor = text.Length, Killing = false };

    /// <summary>Moves the cursor a line up; null on the first line.</summary>
    public LineBuffer? LineUp() => LineStart == 0 ? null : MoveInto(Text.LastIndexOf('\n', Math.Max(0, LineStart - 2), LineStart - 1) + 1);

    /// <summary>Moves the cursor a line down; null on the last line.</summary>
    public LineBuffer? LineDown() => LineEnd == Text.Length ? null : MoveInto(LineEnd + 1);

    /// <summary>Begins a new line, indented like this one, and deeper when the text before it opens a block.</summary>
    public LineBuffer BreakLine()
    {
        var line = Text.AsSpan(LineStart, Cursor - LineStart);
        var indent = line.Length - line.TrimStart(' ').Length;
        var before = line.TrimEnd();
        var opens = before.EndsWith("->") || before.EndsWith('=') || before.EndsWith('{') || before.EndsWith('[') || before.EndsWith('(')
            || before.EndsWith(" then") || before.EndsWith("else") || before.TrimStart().StartsWith("match ") || IsHeader(before)
            || TypedText.EndsInOperator(before.ToString());
        return Insert("\n" + new string(' ', indent + (opens ? 2 : 0)));
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => line.StartsWith("fn ") && !line.Contains('=');

    private LineBuffer? ApplyControl(string letter) => letter switch
    {
        "a" => MoveTo(LineStart),
        "e" => MoveTo(LineEnd),
        "b" => MoveTo(Left),
        "f" => MoveTo(Right),
        "d" => Remove(Cursor, Right),
        "k" => Kill(Cursor, LineEnd == Cursor ? Right : LineEnd),
        "u" => Kill(LineStart, Cursor),
        "w" => Kill(WordLeft(c => !char.IsWhiteSpace(c)), Cursor),
        "y" => Insert(Killed),
        _ => null,
    };

    private LineBuffer? ApplyAlt(string letter) => letter switch
    {
        "b" => MoveTo(WordLeft(char.IsLetterOrDigit)),
        "f" => MoveTo(WordRight),
        "d" => Kill(Cursor, WordRight),
        _ => null,
    };

    private int Left
    {
        get
        {
            var previous = 0;
            for (var at = LineStart > 0 && LineStart == Cursor ? Cursor - 1 : LineStart; at < Cursor; at +=
                StringInfo.GetNextTextElementLength(Text, at))
                previous = at;
            return Cursor == 0 ? 0 : previous;
        }
    }

    private int Right => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    private int WordRight
    {
        get
        {
            var at = Cursor;
            while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
                at++;
            while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
                at++;
            return BoundaryFrom(Text, at);
        }
    }

    private int WordLeft(Func<char, bool> isPart)
    {
        var at = Cursor;
        while (at > 0 && !isPart(Text[at - 1]))
            at--;
        while (at > 0 && isPart(Text[at - 1]))
            at--;
        return BoundaryFrom(Text, at);
    }

    private LineBuffer MoveTo(int cursor) => this with { Cursor = cursor, Killing = false };

    /// <summary>Moves the cursor into the line that begins at a position, to the same column.</summary>
    private LineBuffer MoveInto(int start)
    {
        var end = Text.IndexOf('\n', start) is var found and >= 0 ? found : Text.Length;
        return MoveTo(BoundaryFrom(Text, Math.Min(end, start + Cursor - LineStart)));
    }

    private LineBuffer Remove(int start, int end) => Replace(start, end, "");

    private LineBuffer Kill(int start, int end)
    {
        var cut = Text[start..end];
        var killed = !Killing ? cut : start < Cursor ? cut + Killed : Killed + cut;
        return Remove(start, end) with { Killed = cut.Length > 0 ? killed : Killed, Killing = true };
    }

    /// <summary>Returns the first boundary between two characters at or after a position.</summary>
    private static int BoundaryFrom(string text, int position)
    {
        var at = position <= 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        while (at < position)
            at += StringInfo.GetNextTextElementLength(text, at);
        return at;
    }
}
