using System.Diagnostics;

namespace DarkLang.Cli.Repl.Editing;

/// <summary>Colours source text for a terminal and makes control characters visible.</summary>
internal sealed class SourcePaint
{
    // Longer texts are data, which stays plain.
    private const int LongestColoured = 256 * 1024;

    private readonly string _text;
    private readonly byte[]? _colours;

    public SourcePaint(string text, bool color)
    {
        _text = text;
        if (!color || text.Length > LongestColoured)
            return;
        _colours = new byte[text.Length];
        foreach (var (span, colour) in SourceColours.Of(text))
            _colours.AsSpan(span.Start, span.Length).Fill(CodeOf(colour));
    }

    public string In(int start, int end)
    {
        var row = new StringBuilder();
        byte last = 0;
        for (var i = start; i < end; i++)
        {
            if (_colours is not null && _colours[i] != last)
                row.Append("\e[").Append(last = _colours[i]).Append('m');
            if (char.IsControl(_text[i]))
                row.Append('^').Append((char)(_text[i] ^ 0x40));
            else
                row.Append(_text[i]);
        }
        return last == 0 ? row.ToString() : row.Append("\e[0m").ToString();
    }

    private static byte CodeOf(SourceColour colour) => colour switch
    {
        SourceColour.Keyword => 35,
        SourceColour.Function => 36,
        SourceColour.Constructor => 34,
        SourceColour.Number => 33,
        SourceColour.Text => 32,
        SourceColour.Comment => 90,
        SourceColour.Hole => 31,
        _ => throw new UnreachableException(),
    };
}
