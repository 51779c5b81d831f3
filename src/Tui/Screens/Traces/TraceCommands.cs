using DarkLang.Display;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Replaying;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>What keys lead to on the screen of a trace.</summary>
internal static class TraceCommands
{
    /// <summary>Many terminals take no longer text into their clipboard.</summary>
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
        UiCommand.ToFailure => trace.Front?.Failing is { } failing
            ? new ScreenResult(model.Replace(TraceMoves.At(trace, failing)))
            : ScreenResult.Refuse(model, "nothing failed in this run"),
        UiCommand.NextMatch => TraceSearch.Go(trace, model, isForward: true),
        UiCommand.PreviousMatch => TraceSearch.Go(trace, model, isForward: false),
        UiCommand.CallTree =>
            new ScreenResult(model.Replace(TraceMoves.To(trace, trace.Part == TracePart.Calls ? TracePart.Code : TracePart.Calls))),
        UiCommand.SafeReplay => SafeReplay(trace, model),
        UiCommand.LiveReplay => LiveReplay(trace, model),
        UiCommand.SideBySide => Beside(trace, model),
        UiCommand.OlderTrace => Neighbour(trace, model, 1, "this is the oldest trace that is kept"),
        UiCommand.NewerTrace => Neighbour(trace, model, -1, "this is the newest trace"),
        UiCommand.Pin => Pin(trace, model),
        UiCommand.Copy => Copy(trace, model),
        UiCommand.OpenEditor => Edit(trace, model),
        UiCommand.Back when trace.Part == TracePart.Value => new ScreenResult(model.Replace(trace with { Part = trace.Source })),
        UiCommand.Back when trace.IsSideBySide => new ScreenResult(model.Replace(Turned(trace, isBeside: false))),
        _ => null,
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
            trace.ValueRows().ElementAtOrDefault(trace.ValueRow) is { } row ? trace with { Folds = trace.Folds.Turn(row) } : trace,
        TracePart.Calls => trace.Calls.ElementAtOrDefault(trace.CallsRow) is { HasParts: true, Key: var key }
            ? trace with { TurnedCalls = trace.TurnedCalls.SymmetricExcept([key]) }
            : trace,
        _ => trace with { Part = TracePart.Value },
    };

    /// <summary>In the code from value to value; in trees in and out.</summary>
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
        if (trace.Trace is not { Was: { } was, View: var view })
            return ScreenResult.Refuse(model, "its values are not there yet");
        return new ScreenResult(
            model with { Notice = "running it again with the current code…" }, Patient("replay the trace", async (client, cancellation) =>
        {
            var texts = await CurrentCode.Read(client, Environment.CurrentDirectory, cancellation);
            var now = texts.Problems is [var problem, ..] ? new Rerun(null, problem.Message) : await ReadTrace.Again(view, texts.Sources);
            return await Shown(
                trace,
                $"trace {DisplayText.ShortId(trace.Id)}",
                was,
                "current code",
                now,
                "touched nothing: no emit, no queue, no log has changed");
        }));
    }

    /// <summary>Hides what is beside, shows it again, or else puts the trace before beside this one.</summary>
    private static ScreenResult Beside(TraceScreen trace, CanvasModel model)
    {
        if (trace.Compared is not null)
            return new ScreenResult(model.Replace(Turned(trace, !trace.IsSideBySide)));
        if (trace.Trace is not { Was: { } was, Siblings: var siblings })
            return ScreenResult.Refuse(model, "its values are not there yet");
        if (siblings.SkipWhile(other => other.Id != trace.Id).ElementAtOrDefault(1) is not { } older)
            return ScreenResult.Refuse(model, "there is no older trace to compare with; `r` compares with the current code");
        return new ScreenResult(model with { Notice = "running the trace before again…" }, Patient(
            "compare with the trace before", async (client, cancellation) =>
        {
            var before = await ReadTrace.AsItWas(await client.Ask(Operations.Trace, new(older.Id.ToString()), cancellation));
            return await Shown(trace, $"trace {DisplayText.ShortId(older.Id)}", before, $"trace {DisplayText.ShortId(trace.Id)}", was, null);
        }));
    }

    /// <summary>An act that may run an attempt again, which takes as long as that may.</summary>
    private static ClientRequest Patient(string name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> @do) =>
        new(name, @do) { Timeout = Replay.Timeout + StatusFeed.Timeout };

    private static async Task<Func<CanvasModel, CanvasModel>> Shown(
        TraceScreen trace, string oldName, Rerun old, string newName, Rerun @new, string? notice)
    {
        var compared = await Task.Run(() => Comparison.Of(oldName, old, newName, @new));
        return model => model.Top is TraceScreen shown && shown.Id == trace.Id
            // What went in and came out stands alone: beside each other are the values of the code.
            ? model.Replace(Turned(
                (shown.Part == TracePart.Events ? TraceMoves.To(shown, TracePart.Code) : shown) with { Compared = compared },
                isBeside: true)) with
            { Notice = compared.New.Run is null ? compared.New.Told(0) : notice }
            : model;
    }

    /// <summary>The selection stays on its expression where the other run has it.</summary>
    private static TraceScreen Turned(TraceScreen trace, bool isBeside)
    {
        var turned = trace with
        {
            IsSideBySide = isBeside
            && trace.Compared is { New.Run: not null, Old.Run: not null },
            TurnedCalls = [],
            CallsRow = 0
        };
        if (turned.Front is not { } run || trace.Selected is not { } location || run == trace.Front)
            return turned;
        var there = MatchingLocation.Of(location, run)?.OrAround;
        return turned with
        {
            Location = there,
            Iterations = there is { } found
            ? trace.Iterations.LeadingTo(found.Call)
            : trace.Iterations
        };
    }

    private static ScreenResult LiveReplay(TraceScreen trace, CanvasModel model) => model.Link != ConnectionState.Attached
        ? ScreenResult.Refuse(model, HandlerActions.NoRuntime)
        : new ScreenResult(model with
        {
            Question = new Question($"run {trace.Of} for real, on the input of this trace, as a new message?", ClientRequest.Telling(
                "replay it live", async (client, cancellation) =>
            {
                var message = (await client.Ask(Operations.ReplayLive, new(trace.Id.ToString()), cancellation)).Message;
                return trace.Of.Kind == HandlerKind.Cron
                    ? $"runs now as message {DisplayText.ShortId(message)}; its schedule stays"
                    : $"emitted as message {DisplayText.ShortId(message)}";
            })),
        });

    private static ScreenResult Neighbour(TraceScreen trace, CanvasModel model, int by, string whenNone)
    {
        var siblings = trace.Trace?.Siblings.ToList() ?? [];
        var at = siblings.FindIndex(other => other.Id == trace.Id);
        // All that are kept are newer than one that is not kept any more.
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
            }), ClientRequest.Look);
    }

    private static ScreenResult Pin(TraceScreen trace, CanvasModel model)
    {
        if (trace.Trace is not { View.Header.Pinned: var isPinned })
            return ScreenResult.Refuse(model, "it is not read yet");
        return new ScreenResult(model, ClientRequest.Telling(isPinned ? "unpin the trace" : "pin the trace", async (client, cancellation) =>
        {
            await client.Ask(Operations.Pin, new(trace.Id.ToString(), !isPinned), cancellation);
            return isPinned ? "no longer pinned: it goes when newer ones come" : "pinned: kept until it is unpinned";
        }));
    }

    private static ScreenResult Copy(TraceScreen trace, CanvasModel model)
    {
        var value = trace.Part == TracePart.Value
            && trace.ValueRows().ElementAtOrDefault(trace.ValueRow) is { Value: { } part } ? part : trace.Roots() switch
            {
                [] => default(Value?),
                [("", var only, _)] => only,
                var several => Value.Of(several.Where(root => root.Value is not null)
                    .Aggregate(DictValue.Empty, (dict, root) => dict.With(root.Label, root.Value!.Value))),
            };
        if (value is not { } known)
            return ScreenResult.Refuse(model, "there is no value to copy here");
        var text = known.IsString ? known.AsString : ValueJson.Write(known, indented: false);
        return text.Length > LongestCopy
            ? ScreenResult.Refuse(
                model,
                $"{DisplayText.ShortCount(text.Length)} characters are too many for a clipboard: `dark trace export {DisplayText.ShortId(trace.Id)}` writes all of them")
            : new ScreenResult(model with { Notice = $"copied {DisplayText.ShortCount(text.Length)} characters" }) { Copied = text };
    }

    private static ScreenResult Edit(TraceScreen trace, CanvasModel model) =>
        trace.Selected is { } location && (location.At ?? location.Call.At) is var at
        ? new ScreenResult(model) { Edits = new EditorLocation(at.Source.Path, at.Start.Line) }
        : ScreenResult.Refuse(model, "there is no line to open here");
}
