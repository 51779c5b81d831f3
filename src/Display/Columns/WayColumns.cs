using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>A message on the way of another one.</summary>
/// <param name="Depth">How many of its ancestors are shown.</param>
/// <param name="IsStart">Whether it is the message whose way is shown.</param>
public sealed record WayRow(WayStepView Step, int Depth, bool IsStart)
{
    public static IReadOnlyList<WayRow> Of(WayView way)
    {
        var rows = new List<WayRow>();
        var depths = new Dictionary<Guid, int>();
        foreach (var step in way.Steps)
        {
            depths[step.Message] = step.Parent is { } parent && depths.TryGetValue(parent, out var above) ? above + 1 : 0;
            rows.Add(new WayRow(step, depths[step.Message], step.Message == way.Message));
        }
        return rows;
    }
}

/// <summary>The columns of the way of a message, whose names are indented as a tree.</summary>
public static class WayColumns
{
    /// <summary>Deeper names are not indented further and show their depth, so that they stay readable.</summary>
    private const int Deepest = 5;

    public static IReadOnlyList<Column<WayRow>> All { get; } =
    [
        new("HANDLER", (row, _) => new(Name(row), row.IsStart ? Tone.Strong : Tone.Plain)) { Shortest = 16 },
        new("STATE", (row, _) => StateText.Message(row.Step.State)) { Widest = 8 },
        Column.Duration<WayRow>("DURATION", 2, row => row.Step.Duration),
        Column.Past<WayRow>("WHEN", 1, row => row.Step.At),
        Column.Count<WayRow>("ATTEMPTS", 4, row => row.Step.Attempts),
        Column.Text<WayRow>("MESSAGE", 3, row => DisplayText.ShortId(row.Step.Message), tone: Tone.Faint),
    ];

    private static string Name(WayRow row)
    {
        var name = DisplayText.OneLine(HandlerText.Short(row.Step.Handler));
        return row.Depth switch
        {
            0 => name,
            <= Deepest => $"{new string(' ', 2 * (row.Depth - 1))}└ {name}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{new string(' ', 2 * (Deepest - 1))}└ ({row.Depth}) {name}"),
        };
    }
}
