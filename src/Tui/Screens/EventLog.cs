namespace DarkLang.Tui.Screens;

/// <summary>The newest events of the canvas, oldest first.</summary>
internal sealed record EventLog
{
    public const int Most = 500;

    public ImmutableArray<EventLogEntry> All { get; private init; } = [];

    /// <summary>The traces of earlier attempts, whose events may follow.</summary>
    private ImmutableHashSet<Guid> Earlier { get; init; } = [];

    /// <summary>The id of the next row; a gap has no id of its own.</summary>
    private long Next { get; init; }

    public EventLog With(IReadOnlyList<ControlEvent> events)
    {
        var all = All.ToBuilder();
        var (next, earlier) = (Next, Earlier);
        foreach (var @event in events.Where(@event => @event.Kind != EventKind.Status))
        {
            if (@event is { Id: EarlierAttempts.Id, Trace.Id: var known })
                earlier = earlier.Add(known);
            else if (@event.Trace?.Id is { } again && earlier.Contains(again))
                all.RemoveAll(entry => entry.Event is { Id: EarlierAttempts.Id } first && first.Trace?.Id == again);
            // The trace of an attempt follows the end of its message: both share one line.
            if (@event is { Kind: EventKind.Trace } && all is [.., { Event: { Kind: EventKind.Message } end } last]
                && end.Message == @event.Message)
                all[^1] = last with { Event = end with { Trace = @event.Trace } };
            else
                all.Add(new EventLogEntry((next++).ToString(CultureInfo.InvariantCulture), @event));
        }
        return new EventLog { All = [.. all.Skip(all.Count - Most)], Next = next, Earlier = earlier };
    }
}

/// <param name="Row">The id of its row on a screen.</param>
internal sealed record EventLogEntry(string Row, ControlEvent Event);
