namespace DarkLang.Tui.Screens.Traces;

/// <summary>The parts of the screen of a trace. The value is that of the selection in the other parts.</summary>
internal enum TracePart
{
    Code, Value, Calls, Events,
}

/// <summary>The trace of one attempt, with the value of every expression.</summary>
internal sealed record TraceScreen(HandlerId Of, Guid Id) : Screen
{
    /// <summary>Null until it is fetched.</summary>
    public FetchedTrace? Trace { get; init; }

    /// <summary>Why it can't be shown.</summary>
    public string? Problem { get; init; }

    public TracePart Part { get; init; }

    /// <summary>The part whose selection has the value.</summary>
    public TracePart Source { get; init; }

    /// <summary>The last comparison of two runs.</summary>
    public Comparison? Compared { get; init; }

    public bool IsSideBySide { get; init; }

    /// <summary>The selected location in the run in front; null until one is selected.</summary>
    public TraceLocation? Location { get; init; }

    public Iterations Iterations { get; init; } = Iterations.Untouched;

    public Folds Folds { get; init; } = Folds.Untouched;

    public int ValueRow { get; init; }

    public int CallsRow { get; init; }

    public ImmutableHashSet<object> ToggledCalls { get; init; } = [];

    public int EventsRow { get; init; }

    /// <summary>The last search text.</summary>
    public string Query { get; init; } = "";

    public override ScreenKind Kind => ScreenKind.Trace;

    public override HandlerId? Handler => Of;

    public override Guid? MessageIn(CanvasModel model) => Trace?.View.Header.Message ?? Id;

    /// <summary>The run whose code is shown: of two, the newer one.</summary>
    public RecordedRun? Front => IsSideBySide ? Compared?.New.Run : Trace?.Original?.Run;

    /// <summary>The run that values are compared with.</summary>
    public RecordedRun? Baseline => IsSideBySide ? Compared?.Old.Run : null;

    /// <summary>The selected location; initially where the run ended early, or its beginning.</summary>
    public TraceLocation? Selected => Front is { } run ? Location ?? run.Failing ?? new TraceLocation(run.Root) : null;

    public IReadOnlyList<CallRow> Calls => Front is { } run ? CallTree.Rows(run, ToggledCalls) : [];

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) =>
        TraceLines.Render(this, model, width, height);

    public override string About(CanvasModel model) => TraceLines.About(this);

    public override Screen Move(int rows) => TraceMoves.Rows(this, rows);

    public override Screen Select(string row) => TraceRow.Of(row) is { } clicked ? TraceMoves.To(this, clicked) : this;

    public override string? SearchText => "";

    public override Screen Show(int tab) => TraceMoves.To(this, (TracePart)tab);

    /// <summary>An empty text repeats the last search.</summary>
    public override CanvasModel Search(string text, CanvasModel model)
    {
        var screen = text.Length > 0 ? this with { Query = Nfc.Of(text) } : this;
        return TraceSearch.Go(screen, model.Replace(screen), isForward: true).Model;
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => TraceCommands.Do(this, command, model);

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        var trace = Trace is null ? await FetchedTrace.Fetch(client, Id, cancellation) : await Trace.Refresh(client, cancellation);
        return screen => screen is TraceScreen shown && shown.Id == Id ? shown with { Trace = trace, Problem = null } : screen;
    }

    /// <summary>A trace that was fetched stays.</summary>
    public override Func<Screen, Screen> OnFetchFailed(string why) =>
        screen => screen is TraceScreen shown && shown.Id == Id ? shown with { Problem = why } : screen;

    /// <summary>The values to show in full, by name, with those they are compared with.</summary>
    public IReadOnlyList<(string Label, Value? Value, Value? Old)> Roots() => Source switch
    {
        TracePart.Events => Trace?.Events.ElementAtOrDefault(EventsRow) is { Value: { } value } ? [("", value, null)] : [],
        TracePart.Calls => Calls.ElementAtOrDefault(CallsRow) switch
        {
            { Call: { } call } => [.. Arguments(call), .. Result(call)],
            { Loop: { } loop } => [("results", Value.Of(new ListValue([.. loop.Calls.Select(call => call.Result).OfType<Value>()])), null)],
            _ => [],
        },
        _ => Selected is { } location ? location.At is null
            ? [.. Arguments(location.Call), .. Result(location.Call)]
            : Expression(location) : [],
    };

    public IReadOnlyList<TreeRow> ValueRows() => ValueTree.Rows(Roots(), Folds);

    private IEnumerable<(string, Value?, Value?)> Arguments(CallRecord call)
    {
        var old = Old(new TraceLocation(call))?.Call.Arguments ?? [];
        return call.Arguments.Select(
            (argument, i) => (argument.Name, (Value?)argument.Value, i < old.Count ? old[i].Value : default(Value?)));
    }

    private IEnumerable<(string, Value?, Value?)> Result(CallRecord call)
    {
        var old = Old(new TraceLocation(call))?.Call.Result;
        return call.Result is null && old is null ? [] : [("result", call.Result, old)];
    }

    private (string, Value?, Value?)[] Expression(TraceLocation location)
    {
        var (value, old) = (location.Value, Old(location)?.Value);
        return value is null && old is null ? [] : [("", value, old)];
    }

    private TraceLocation? Old(TraceLocation location) => Baseline is null ? null : Compared?.OldOf(location);
}
