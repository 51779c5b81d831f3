using DarkLang.Lang.Interactive;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>Runs commands on the screen of a trace.</summary>
internal static class TraceCommands
{
    /// <summary>The longest text that many terminals copy.</summary>
    private const int LongestCopy = 50_000;

    public static ScreenResult? Do(TraceScreen trace, UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open => Open(trace, model),
        UiCommand.Fold => new ScreenResult(model.Replace(Fold(trace))),
        UiCommand.NextTab => new ScreenResult(model.Replace(TraceMoves.Turn(trace, 1))),
        UiCommand.PreviousTab => new ScreenResult(model.Replace(TraceMoves.Turn(trace, -1))),
        UiCommand.Forward => new ScreenResult(model.Replace(Sideways(trace, isForward: true))),
        UiCommand.Backward => new ScreenResult(model.Replace(Sideways(trace, isForward: false))),
        UiCommand.NextIteration => new ScreenResult(model.Replace(TraceMoves.Iterate(trace, 0, 1))),
        UiCommand.PreviousIteration => new ScreenResult(model.Replace(TraceMoves.Iterate(trace, 0, -1))),
        UiCommand.NextOuter => new ScreenResult(model.Replace(TraceMoves.Iterate(trace, 1, 1))),
        UiCommand.PreviousOuter => new ScreenResult(model.Replace(TraceMoves.Iterate(trace, 1, -1))),
        UiCommand.ToFailure => ToFailure(trace, model),
        UiCommand.NextMatch => TraceSearch.Go(trace, model, isForward: true),
        UiCommand.PreviousMatch => TraceSearch.Go(trace, model, isForward: false),
        UiCommand.CallTree =>
            new ScreenResult(model.Replace(TraceMoves.To(trace, trace.Part == TracePart.Calls ? TracePart.Code : TracePart.Calls))),
        UiCommand.SafeReplay => SafeReplay(trace, model),
        UiCommand.LiveReplay => LiveReplay(trace, model),
        UiCommand.SideBySide => Compare(trace, model),
        UiCommand.OlderTrace => Neighbour(trace, model, 1, "this is the oldest trace that is kept"),
        UiCommand.NewerTrace => Neighbour(trace, model, -1, "this is the newest trace"),
        UiCommand.Pin => Pin(trace, model),
        UiCommand.Copy => Copy(trace, model),
        UiCommand.OpenEditor => Edit(trace, model),
        UiCommand.Back when trace.Part == TracePart.Value => new ScreenResult(model.Replace(trace with { Part = trace.Source })),
        UiCommand.Back when trace.IsSideBySide => new ScreenResult(model.Replace(WithSideBySide(trace, isSideBySide: false))),
        _ => null,
    };

    private static ScreenResult ToFailure(TraceScreen trace, CanvasModel model) => trace.Front?.Failing switch
    {
        null => ScreenResult.Refuse(model, "nothing failed in this run"),
        { } failing when failing == trace.Selected && trace.Part == TracePart.Code => ScreenResult.Refuse(model, "this is what failed"),
        { } failing => new ScreenResult(model.Replace(TraceMoves.At(trace, failing))),
    };

    private static ScreenResult Open(TraceScreen trace, CanvasModel model) => trace switch
    {
        { Part: TracePart.Calls } when trace.Calls.ElementAtOrDefault(trace.CallsRow)?.Call is { } call =>
            new ScreenResult(model.Replace(TraceMoves.At(trace, new TraceLocation(call)))),
        { Part: TracePart.Events } when trace.Trace?.Events.ElementAtOrDefault(trace.EventsRow) is { Message: { } message } =>
            new ScreenResult(model, AttemptEntry.OfMessage(message)),
        _ => new ScreenResult(model.Replace(Fold(trace))),
    };

    private static TraceScreen Fold(TraceScreen trace) => trace.Part switch
    {
        TracePart.Value =>
            trace.ValueRows().ElementAtOrDefault(trace.ValueRow) is { } row ? trace with { Folds = trace.Folds.Toggle(row) } : trace,
        TracePart.Calls => trace.Calls.ElementAtOrDefault(trace.CallsRow) is { HasParts: true, Key: var key }
            ? trace with { ToggledCalls = trace.ToggledCalls.SymmetricExcept([key]) }
            : trace,
        _ => trace with { Part = TracePart.Value },
    };

    /// <summary>Moves from value to value in the code; folds and unfolds in trees.</summary>
    private static TraceScreen Sideways(TraceScreen trace, bool isForward)
    {
        if (trace.Part == TracePart.Code)
            return TraceMoves.Walk(trace, isForward);
        var (isOpen, hasParts, depths, at) = trace.Part switch
        {
            TracePart.Value when trace.ValueRows() is var rows && rows.ElementAtOrDefault(trace.ValueRow) is { } row =>
                (row.IsOpen, row.HasParts, rows.Select(other => other.Depth), trace.ValueRow),
            TracePart.Calls when trace.Calls is var rows && rows.ElementAtOrDefault(trace.CallsRow) is { } row =>
                (row.IsOpen, row.HasParts, rows.Select(other => other.Depth), trace.CallsRow),
            _ => (false, false, [], 0),
        };
        if (hasParts && isOpen != isForward)
            return Fold(trace);
        if (isForward)
            return hasParts ? TraceMoves.Rows(trace, 1) : trace;
        var before = depths.Take(at + 1).ToList();
        var outer = before is [] ? -1 : before.FindLastIndex(depth => depth < before[^1]);
        return outer < 0 ? trace : TraceMoves.Rows(trace, outer - at);
    }

    private static ScreenResult SafeReplay(TraceScreen trace, CanvasModel model)
    {
        if (trace.Trace is not { Original: { } original, View: var view })
            return ScreenResult.Refuse(model, "its values are still loading");
        return new ScreenResult(
            model with { Notice = "replaying with the current code…" }, WithReplay("replay the trace", async (client, cancellation) =>
        {
            var texts = await CurrentCode.Read(client, Environment.CurrentDirectory, cancellation);
            var now = texts.Problems is [var problem, ..]
                ? new Rerun(null, problem.Message)
                : await FetchedTrace.Replay(view, texts.Sources);
            return await ShowComparison(
                trace, NameOf(trace.Id), original, "current code", now, "the replay changed nothing: no emits, queues or logs");
        }));
    }

    /// <summary>Hides or shows the comparison; without one, compares with the previous trace.</summary>
    private static ScreenResult Compare(TraceScreen trace, CanvasModel model)
    {
        if (trace.Compared is not null)
            return new ScreenResult(model.Replace(WithSideBySide(trace, !trace.IsSideBySide)));
        if (trace.Trace is not { Original: { } original, Siblings: var siblings })
            return ScreenResult.Refuse(model, "its values are still loading");
        if (siblings.SkipWhile(other => other.Id != trace.Id).ElementAtOrDefault(1) is not { } older)
            return ScreenResult.Refuse(model, "there is no older trace to compare with; `r` compares with the current code");
        return new ScreenResult(model with { Notice = "replaying the previous trace…" }, WithReplay(
            "compare with the previous trace", async (client, cancellation) =>
        {
            var before = await FetchedTrace.ReplayOriginal(await client.Ask(Operations.Trace, new(older.Id.ToString()), cancellation));
            return await ShowComparison(trace, NameOf(older.Id), before, NameOf(trace.Id), original, notice: null);
        }));
    }

    private static string NameOf(Guid trace) => $"trace {DisplayText.ShortId(trace)}";

    /// <summary>A request that may replay an attempt, with the time that takes.</summary>
    private static ClientRequest WithReplay(
        string name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> @do) =>
        new(name, @do) { Timeout = Replay.Timeout + StatusFeed.Timeout };

    private static async Task<Func<CanvasModel, CanvasModel>> ShowComparison(
        TraceScreen trace, string oldName, Rerun old, string newName, Rerun @new, string? notice)
    {
        var compared = await Task.Run(() => Comparison.Of(oldName, old, newName, @new));
        return model =>
        {
            if (model.Top is not TraceScreen shown || shown.Id != trace.Id)
                return model;
            // Events are not compared: the code is shown instead.
            var screen = (shown.Part == TracePart.Events ? TraceMoves.To(shown, TracePart.Code) : shown) with { Compared = compared };
            return model.Replace(WithSideBySide(screen, isSideBySide: true)) with
            {
                Notice = compared.New.Run is null ? compared.New.Describe(0) : notice,
            };
        };
    }

    /// <summary>Shows or hides the comparison; the selection stays on its expression if the other run has it.</summary>
    private static TraceScreen WithSideBySide(TraceScreen trace, bool isSideBySide)
    {
        var screen = trace with
        {
            IsSideBySide = isSideBySide && trace.Compared is { New.Run: not null, Old.Run: not null },
            ToggledCalls = [],
            CallsRow = 0,
        };
        if (screen.Front is not { } run || trace.Selected is not { } location || run == trace.Front)
            return screen;
        var counterpart = run == trace.Compared?.New.Run ? trace.Compared.NewOf(location) : trace.Compared?.OldOf(location);
        return counterpart?.OrAround is { } match
            ? screen with { Location = match, Iterations = trace.Iterations.LeadingTo(match.Call) }
            : screen with { Location = null };
    }

    private static ScreenResult LiveReplay(TraceScreen trace, CanvasModel model) => model.Connection != ConnectionState.Attached
        ? ScreenResult.Refuse(model, HandlerActions.NoRuntime)
        : ScreenResult.Ask(model, $"run {trace.Of} for real on the input of this trace, as a new message?", ClientRequest.WithNotice(
            "replay it live", async (client, cancellation) =>
        {
            var message = (await client.Ask(Operations.ReplayLive, new(trace.Id.ToString()), cancellation)).Message;
            return trace.Of.Kind == HandlerKind.Cron
                ? $"runs now as message {DisplayText.ShortId(message)}; its schedule stays the same"
                : $"emitted as message {DisplayText.ShortId(message)}";
        }));

    private static ScreenResult Neighbour(TraceScreen trace, CanvasModel model, int by, string whenNone)
    {
        var siblings = trace.Trace?.Siblings.ToList() ?? [];
        var at = siblings.FindIndex(other => other.Id == trace.Id);
        // All kept traces are newer than one that is gone.
        if (at < 0)
            at = siblings.Count;
        return siblings.ElementAtOrDefault(at + by) is not { } next
            ? ScreenResult.Refuse(model, whenNone)
            : new ScreenResult(model.Replace(new TraceScreen(trace.Of, next.Id)
            {
                Part = trace.Part == TracePart.Value ? trace.Source : trace.Part,
                Source = trace.Source,
                Folds = trace.Folds,
                Query = trace.Query,
            }), ClientRequest.Refresh);
    }

    private static ScreenResult Pin(TraceScreen trace, CanvasModel model)
    {
        if (trace.Trace is not { View.Header.Pinned: var isPinned })
            return ScreenResult.Refuse(model, "it is still loading");
        var name = isPinned ? "unpin the trace" : "pin the trace";
        return new ScreenResult(model, ClientRequest.WithNotice(name, async (client, cancellation) =>
        {
            await client.Ask(Operations.Pin, new(trace.Id.ToString(), !isPinned), cancellation);
            return isPinned ? "no longer pinned: newer traces replace it" : "pinned: kept until it is unpinned";
        }));
    }

    private static ScreenResult Copy(TraceScreen trace, CanvasModel model)
    {
        var part = trace.Part == TracePart.Value ? trace.ValueRows().ElementAtOrDefault(trace.ValueRow)?.Value : null;
        if ((part ?? WholeValue(trace)) is not { } known)
            return ScreenResult.Refuse(model, "there is no value to copy here");
        var text = known.IsString ? known.AsString : ValueLiteral.Write(known, out _) ?? ValueJson.Write(known, indented: false);
        return text.Length > LongestCopy
            ? ScreenResult.Refuse(model, $"{DisplayText.Count(text.Length)} characters are too many for the clipboard: "
                + $"`dark trace export {DisplayText.ShortId(trace.Id)}` prints all of them")
            : new ScreenResult(model with { Notice = $"copied {DisplayText.Quantity(text.Length, "character")}" }) { Copied = text };
    }

    private static Value? WholeValue(TraceScreen trace) => trace.Roots() switch
    {
        [] => null,
        [("", var only, _)] => only,
        var several => Value.Of(several.Where(root => root.Value is not null)
            .Aggregate(DictValue.Empty, (dict, root) => dict.With(root.Label, root.Value!.Value))),
    };

    private static ScreenResult Edit(TraceScreen trace, CanvasModel model) =>
        trace.Selected is { } location && (location.At ?? location.Call.At) is var at
        ? new ScreenResult(model) { Edits = new EditorLocation(at.Source.Path, at.Start.Line) }
        : ScreenResult.Refuse(model, "there is no line to open here");
}
