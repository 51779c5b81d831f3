namespace DarkLang.Tui.Screens;

/// <summary>The newest events of the canvas, oldest first.</summary>
internal sealed record EventLog
{
    public const int Most = 500;

    public ImmutableArray<EventLogEntry> All { get; private init; } = [];

    /// <summary>The id of the next row; a gap has no id of its own.</summary>
    private long Next { get; init; }

    public EventLog With(IReadOnlyList<ControlEvent> events)
    {
        var all = All.ToBuilder();
        var next = Next;
        foreach (var @event in events.Where(@event => @event.Kind != EventKind.Status))
        {
            // The trace of an attempt follows the end of its message: both share one line.
            if (@event is { Kind: EventKind.Trace } && all is [.., { Event: { Kind: EventKind.Message } end } last]
                && end.Message == @event.Message)
                all[^1] = last with { Event = end with { Trace = @event.Trace } };
            else
                all.Add(new EventLogEntry((next++).ToString(CultureInfo.InvariantCulture), @event));
        }
        return new EventLog { All = [.. all.Skip(all.Count - Most)], Next = next };
    }
}

/// <param name="Row">The id of its row on a screen.</param>
internal sealed record EventLogEntry(string Row, ControlEvent Event);
