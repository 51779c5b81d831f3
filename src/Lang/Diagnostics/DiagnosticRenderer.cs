namespace DarkLang.Lang.Diagnostics;

/// <summary>Formats diagnostics and runtime errors for people. Lines end in <c>\n</c>, including the last one.</summary>
public static class DiagnosticRenderer
{
    // Beyond this width, the pointer to the explanation gets a line of its own.
    private const int Widest = 110;
    private const string PointerSeparator = "          ";

    /// <param name="explain">Whether to name the command that explains the code.</param>
    public static string Render(Diagnostic diagnostic, bool color, bool explain = false)
    {
        var paint = new Paint(color);
        var style = diagnostic.Severity == Severity.Error ? Style.Error : Style.Warning;
        var gutter = Excerpt.GutterFor([diagnostic.Location, .. diagnostic.Related.Select(related => related.Location)]);
        var text = new StringBuilder();
        WriteTitle(text, paint, style, diagnostic.Code, diagnostic.Message);
        WritePlace(text, paint, gutter, diagnostic.Location, '^', diagnostic.Label, style);
        foreach (var related in diagnostic.Related)
            WritePlace(text, paint, gutter, related.Location, '-', related.Label, Style.Related);
        WriteHelp(text, paint, gutter, diagnostic.Help, explain ? diagnostic.Code : null);
        return text.ToString();
    }

    /// <param name="explain">Whether to name the command that explains the code.</param>
    public static string Render(RuntimeError error, bool color, bool explain = false)
    {
        var diagnostic = new Diagnostic(error.Code, Severity.Error, error.Message, error.At, Help: error.Help);
        var text = new StringBuilder(Render(diagnostic, color, explain));
        WriteStack(text, new Paint(color), Excerpt.GutterFor([error.At]), error.Stack);
        return text.ToString();
    }

    private static void WriteTitle(StringBuilder text, Paint paint, Style style, string code, string message)
    {
        var severity = style == Style.Warning ? "warning" : "error";
        text.Append(paint.In(style, $"{severity}[{code}]"));
        text.Append(paint.In(Style.Title, $": {InvisibleCharacters.Escaped(message)}")).Append('\n');
    }

    private static void WritePlace(StringBuilder text, Paint paint, int gutter, Location place, char mark, string label, Style style)
    {
        if (place.Source is not null)
            new Excerpt(text, paint, gutter).Write(place, mark, InvisibleCharacters.Escaped(label), style);
    }

    private static void WriteHelp(StringBuilder text, Paint paint, int gutter, string? help, string? code)
    {
        var pointer = code is null ? "" : paint.In(Style.Gutter, $"dark explain {code}");
        if (help is not null)
        {
            help = InvisibleCharacters.Escaped(help);
            text.Append(' ', gutter).Append(paint.In(Style.Help, "= help:")).Append(' ').Append(help);
            var fits = code is not null && gutter + help.Length + PointerSeparator.Length + $"= help: dark explain {code}".Length <= Widest;
            text.Append(fits ? PointerSeparator + pointer : "").Append('\n');
            pointer = fits ? "" : pointer;
        }
        if (pointer.Length > 0)
            text.Append(' ', gutter).Append(paint.In(Style.Help, "= more:")).Append(' ').Append(pointer).Append('\n');
    }

    /// <summary>Writes the stack. A single frame adds nothing to the excerpt.</summary>
    private static void WriteStack(StringBuilder text, Paint paint, int gutter, IReadOnlyList<StackFrame> stack)
    {
        if (stack.Count < 2)
            return;
        text.Append(' ', gutter).Append(paint.In(Style.Gutter, "= in:")).Append('\n');
        var width = stack.Max(frame => frame.Function.Length);
        for (var i = 0; i < stack.Count;)
        {
            var times = stack.Skip(i).TakeWhile(frame => frame == stack[i]).Count();
            text.Append(' ', gutter + 4).Append(InvisibleCharacters.Escaped(stack[i].Function.PadRight(width)));
            text.Append("  ").Append(InvisibleCharacters.Escaped(stack[i].At.ToString()));
            text.Append(times == 1 ? "" : $" ({times} times)").Append('\n');
            i += times;
        }
    }
}
