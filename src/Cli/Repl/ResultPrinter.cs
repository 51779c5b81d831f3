using DarkLang.Cli.Output;
using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Repl;

/// <summary>Prints values: whole for a program, in colours and part by part on a terminal.</summary>
internal sealed class ResultPrinter(Shell shell)
{
    /// <summary>The rows shown at first, and by each <c>:more</c>.</summary>
    private const int RowsAtOnce = 24;

    // More than the first rows hold on the widest terminal: the rest is laid out only on request.
    private const int FirstLength = 64 * 1024;

    private Value _value;
    private int _shown;
    private bool _hasMore;

    public void Show(Value value)
    {
        (_value, _shown, _hasMore) = (value, 0, false);
        if (shell.OutIsTerminal)
            Continue(RowsAtOnce, FirstLength);
        else
            shell.Out.WriteLine(DisplayText.Printable(ValueDisplay.Show(value)));
    }

    /// <summary>Prints the next part; returns false if there is none.</summary>
    public bool More() => _hasMore && Continue(RowsAtOnce, int.MaxValue);

    /// <summary>Prints the rest; returns false if there is none.</summary>
    public bool Full() => _hasMore && Continue(int.MaxValue, int.MaxValue);

    private bool Continue(int most, int maxLength)
    {
        var columns = shell.Width();
        var text = DisplayText.Printable(ValueDisplay.Show(_value, Math.Min(columns, 100), maxLength));
        var rows = EditorRows.Of(text, "", "", columns);
        // A few more rows are as short as the note about them.
        var end = rows.Count - _shown > (long)most + 3 ? _shown + most : rows.Count;
        var paint = new SourcePaint(text, shell.ColoursOut);
        for (; _shown < end; _shown++)
            shell.Out.WriteLine(paint.In(rows[_shown].Start, rows[_shown].End));
        _hasMore = end < rows.Count;
        if (_hasMore)
        {
            shell.Out.Flush();
            var rest = maxLength == int.MaxValue ? DisplayText.Quantity(rows.Count - end, "more line") : "more";
            shell.Note($"… {rest}: `:more` shows the next part, `:full` all of them");
        }
        return true;
    }
}
