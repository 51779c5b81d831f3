namespace DarkLang.Tui.Screens.Forms;

/// <summary>Renders a field of a form: its lines, and the message about its text.</summary>
internal static class FieldLines
{
    private const int WidthOfName = 8;
    private const int Indent = WidthOfName + 2;

    /// <param name="isFront">Whether it is typed into.</param>
    /// <param name="room">The most lines of its text.</param>
    public static IEnumerable<ScreenLine> Render(Field field, bool isFront, CanvasModel model, int width, int room)
    {
        var name = new Piece($"{(isFront ? "▶" : " ")} {TextFit.Fit(field.Name, WidthOfName)}", isFront ? Tone.Strong : Tone.Faint);
        var completion = isFront && field.Completion(model) is { } whole ? whole[field.Text.Length..] : "";
        var lines = Texts(field, isFront, width - Indent - 1).Select((pieces, i) => new ScreenLine(
            [i == 0 ? name : new Piece(new string(' ', Indent)), .. pieces, new Piece(completion, Tone.Faint)])).ToList();
        var cursor = field.Line.Text.AsSpan(0, field.Line.Cursor).Count('\n');
        return [.. Pane.Around(lines, Math.Min(room, lines.Count), isFront ? cursor : 0), .. Message(field, model, width)];
    }

    /// <summary>Returns text below a field, cut to its room.</summary>
    public static IEnumerable<ScreenLine> Below(string text) => text.Split('\n')
        .Select(line => ScreenLine.Of(new string(' ', Indent) + DisplayText.PrintableLine(line), Tone.Faint));

    private static List<IReadOnlyList<Piece>> Texts(Field field, bool isFront, int width)
    {
        if (!field.HasLines)
            return [Line(field.Line, isFront, width)];
        var (lines, start) = (field.Line.Text.Split('\n'), 0);
        var shown = new List<IReadOnlyList<Piece>>();
        foreach (var line in lines)
        {
            var at = field.Line.Cursor - start;
            shown.Add(Line(new LineBuffer(line, Math.Clamp(at, 0, line.Length)), isFront && at >= 0 && at <= line.Length, width));
            start += line.Length + 1;
        }
        return shown;
    }

    private static IReadOnlyList<Piece> Line(LineBuffer line, bool isFront, int width) =>
        isFront ? line.Show(width) : [new Piece(DisplayText.PrintableLine(line.Text))];

    private static IEnumerable<ScreenLine> Message(Field field, CanvasModel model, int width) =>
        field.Check(field.Text, model) is not { } message ? [] : TextFit.Wrap(DisplayText.PrintableLine(message.Text), width - Indent - 1)
            .Select(line => ScreenLine.Of(new string(' ', Indent) + line, message.IsWrong ? Tone.Bad : Tone.Faint));
}
