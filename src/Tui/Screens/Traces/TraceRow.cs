namespace DarkLang.Tui.Screens.Traces;

/// <summary>Identifies a row of one of the parts for a click.</summary>
internal readonly record struct TraceRow(TracePart Part, int Index)
{
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Part} {Index}");

    public static TraceRow? Of(string text) => text.Split(' ') is [var part, var index] && Enum.TryParse<TracePart>(part, out var known)
        && int.TryParse(index, CultureInfo.InvariantCulture, out var at)
        ? new TraceRow(known, at)
        : null;
}
