using System.Collections.Immutable;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>The parts of the screen of a trace. The value belongs to what is selected in the others.</summary>
internal enum TracePart
{
    Code,
    Value,
    Calls,
    Events,
}

/// <summary>What one attempt did, with the value of every expression.</summary>
internal sealed record TraceScreen(HandlerId Of, Guid Id) : Screen
{
    /// <summary>Null until it was read.</summary>
    public ReadTrace? Trace { get; init; }

    /// <summary>Why it can't be shown.</summary>
    public string? Problem { get; init; }

    public TracePart Part { get; init; }

    /// <summary>The part whose selection the value belongs to.</summary>
    public TracePart Source { get; init; }

    /// <summary>Two runs that are looked at together, or were.</summary>
    public Comparison? Compared { get; init; }

    public bool IsSideBySide { get; init; }

    /// <summary>The place in the run in front.</summary>
    public TraceLocation? Location { get; init; }

    public Iterations Iterations { get; init; } = Iterations.Untouched;

    public Folds Folds { get; init; } = Folds.Untouched;

    public int ValueRow { get; init; }

    public int CallsRow { get; init; }

    public ImmutableHashSet<object> TurnedCalls { get; init; } = [];

    public int EventsRow { get; init; }

    /// <summary>The text that was looked for last.</summary>
    public string Query { get; init; } = "";

    public override ScreenKind Kind => ScreenKind.Trace;

    public override HandlerId? Handler => Of;

    /// <summary>The run whose code is shown: with two beside each other, the newer one.</summary>
    public RecordedRun? Front => IsSideBySide ? Compared?.New.Run : Trace?.Was?.Run;

    /// <summary>The run that values are compared with.</summary>
    public RecordedRun? Behind => IsSideBySide ? Compared?.Old.Run : null;

    /// <summary>The selected place; at first where the run ended early, or its beginning.</summary>
    public TraceLocation? Selected => Front is { } run ? Location ?? run.Failing ?? new TraceLocation(run.Root) : null;

    public IReadOnlyList<CallRow> Calls => Front is { } run ? CallTree.Rows(run, TurnedCalls) : [];

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) =>
        TraceLines.Render(this, model, width, height);

    public override string About(CanvasModel model) => TraceLines.About(this);

    public override Screen Move(int rows) => TraceMoves.Rows(this, rows);

    public override Screen Select(string row) => TraceRow.Of(row) is { } clicked ? TraceMoves.To(this, clicked) : this;

    public override string? SearchText => "";

    /// <summary>Without a text it goes on with the one of before.</summary>
    public override CanvasModel Seek(string text, CanvasModel model)
    {
        var seeking = text.Length > 0 ? this with { Query = text } : this;
        return TraceSearch.Go(seeking, model.Replace(seeking), isForward: true).Model;
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => TraceCommands.Do(this, command, model);

    public override async Task<Func<Screen, Screen>?> Read(IControlClient client, CancellationToken cancellation)
    {
        var trace = Trace is null ? await ReadTrace.Begin(client, Id, cancellation) : await Trace.GoOn(client, cancellation);
        return screen => screen is TraceScreen shown && shown.Id == Id ? shown with { Trace = trace, Problem = null } : screen;
    }

    /// <summary>What was read once stays.</summary>
    public override Func<Screen, Screen> OnReadFailed(string why) =>
        screen => screen is TraceScreen shown && shown.Id == Id ? shown with { Problem = why } : screen;

    /// <summary>The values to be shown in full, by name, beside those they are compared with.</summary>
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

    private TraceLocation? Old(TraceLocation location) => Behind is { } old ? MatchingLocation.Of(location, old) : null;
}
