using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Replaying;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>What keys lead to on the screen of a trace.</summary>
internal static class TraceDeeds
{
    /// <summary>Many terminals take no longer text into their clipboard.</summary>
    private const int LongestCopy = 50_000;

    public static Reaction? Do(TraceScreen trace, Deed deed, CanvasModel model) => deed switch
    {
        Deed.Open => Open(trace, model),
        Deed.Fold => new Reaction(model.Replace(Fold(trace))),
        Deed.NextTab => new Reaction(model.Replace(TraceMoves.Turn(trace, 1))),
        Deed.PreviousTab => new Reaction(model.Replace(TraceMoves.Turn(trace, -1))),
        Deed.Forward => new Reaction(model.Replace(Sideways(trace, isForward: true))),
        Deed.Backward => new Reaction(model.Replace(Sideways(trace, isForward: false))),
        Deed.NextIteration => new Reaction(model.Replace(TraceMoves.Iterate(trace, 0, 1))),
        Deed.PreviousIteration => new Reaction(model.Replace(TraceMoves.Iterate(trace, 0, -1))),
        Deed.NextOuter => new Reaction(model.Replace(TraceMoves.Iterate(trace, 1, 1))),
        Deed.PreviousOuter => new Reaction(model.Replace(TraceMoves.Iterate(trace, 1, -1))),
        Deed.ToFailure => trace.Front?.Failing is { } failing ? new Reaction(model.Replace(TraceMoves.At(trace, failing))) : Reaction.Refuse(model, "nothing failed in this run"),
        Deed.NextMatch => TraceSearch.Go(trace, model, isForward: true),
        Deed.PreviousMatch => TraceSearch.Go(trace, model, isForward: false),
        Deed.CallTree => new Reaction(model.Replace(TraceMoves.To(trace, trace.Part == TracePart.Calls ? TracePart.Code : TracePart.Calls))),
        Deed.SafeReplay => SafeReplay(trace, model),
        Deed.LiveReplay => LiveReplay(trace, model),
        Deed.Beside => Beside(trace, model),
        Deed.OlderTrace => Neighbour(trace, model, 1, "this is the oldest trace that is kept"),
        Deed.NewerTrace => Neighbour(trace, model, -1, "this is the newest trace"),
        Deed.Pin => Pin(trace, model),
        Deed.Copy => Copy(trace, model),
        Deed.OpenEditor => Edit(trace, model),
        Deed.Back when trace.Part == TracePart.Value => new Reaction(model.Replace(trace with { Part = trace.Source })),
        Deed.Back when trace.IsBeside => new Reaction(model.Replace(Turned(trace, isBeside: false))),
        _ => null,
    };

    private static Reaction Open(TraceScreen trace, CanvasModel model) => trace switch
    {
        { Part: TracePart.Calls } when trace.Calls.ElementAtOrDefault(trace.CallsRow)?.Call is { } call => new Reaction(model.Replace(TraceMoves.At(trace, new Spot(call)))),
        { Part: TracePart.Events } when trace.Trace?.Events.ElementAtOrDefault(trace.EventsRow) is { Message: { } message } => new Reaction(model, AttemptEntry.OfMessage(message)),
        _ => new Reaction(model.Replace(Fold(trace))),
    };

    private static TraceScreen Fold(TraceScreen trace) => trace.Part switch
    {
        TracePart.Value => trace.ValueRows().ElementAtOrDefault(trace.ValueRow) is { } row ? trace with { Folds = trace.Folds.Turn(row) } : trace,
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
            TracePart.Value when trace.ValueRows() is var rows && rows.ElementAtOrDefault(trace.ValueRow) is { } row => (row.IsOpen, row.HasParts, rows.Select(other => other.Depth), trace.ValueRow),
            TracePart.Calls when trace.Calls is var rows && rows.ElementAtOrDefault(trace.CallsRow) is { } row => (row.IsOpen, row.HasParts, rows.Select(other => other.Depth), trace.CallsRow),
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

    private static Reaction SafeReplay(TraceScreen trace, CanvasModel model)
    {
        if (trace.Trace is not { Was: { } was, Run: var run })
            return Reaction.Refuse(model, "its values are not there yet");
        return new Reaction(model with { Notice = "running it again with the current code…" }, Patient("replay the trace", async (client, cancellation) =>
        {
            var texts = await CurrentCode.Read(client, Environment.CurrentDirectory, cancellation);
            var now = texts.Problems is [var problem, ..] ? new Rerun(null, problem.Message) : await ReadTrace.Again(run, texts.Sources);
            return await Shown(trace, $"trace {Words.ShortId(trace.Id)}", was, "current code", now, "touched nothing: no emit, no queue, no log has changed");
        }));
    }

    /// <summary>Hides what is beside, shows it again, or else puts the trace before beside this one.</summary>
    private static Reaction Beside(TraceScreen trace, CanvasModel model)
    {
        if (trace.Compared is not null)
            return new Reaction(model.Replace(Turned(trace, !trace.IsBeside)));
        if (trace.Trace is not { Was: { } was, Siblings: var siblings })
            return Reaction.Refuse(model, "its values are not there yet");
        if (siblings.SkipWhile(other => other.Id != trace.Id).ElementAtOrDefault(1) is not { } older)
            return Reaction.Refuse(model, "there is no older trace to compare with; `r` compares with the current code");
        return new Reaction(model with { Notice = "running the trace before again…" }, Patient("compare with the trace before", async (client, cancellation) =>
        {
            var run = await client.TraceRun(older.Id.ToString(), cancellation);
            var before = await await ReadTrace.AsItWas(client, run, cancellation);
            return await Shown(trace, $"trace {Words.ShortId(older.Id)}", before, $"trace {Words.ShortId(trace.Id)}", was, null);
        }));
    }

    /// <summary>An act that may run an attempt again, which takes as long as that may.</summary>
    private static Act Patient(string name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> @do) =>
        new(name, @do) { Patience = Replay.Patience + StatusFeed.Patience };

    private static async Task<Func<CanvasModel, CanvasModel>> Shown(TraceScreen trace, string oldName, Rerun old, string newName, Rerun @new, string? notice)
    {
        var compared = await Task.Run(() => Comparison.Of(oldName, old, newName, @new));
        return model => model.Top is TraceScreen shown && shown.Id == trace.Id
            // What went in and came out stands alone: beside each other are the values of the code.
            ? model.Replace(Turned((shown.Part == TracePart.Events ? TraceMoves.To(shown, TracePart.Code) : shown) with { Compared = compared }, isBeside: true)) with { Notice = compared.New.Run is null ? compared.New.Told(0) : notice }
            : model;
    }

    /// <summary>The selection stays on its expression where the other run has it.</summary>
    private static TraceScreen Turned(TraceScreen trace, bool isBeside)
    {
        var turned = trace with { IsBeside = isBeside && trace.Compared is { New.Run: not null, Old.Run: not null }, TurnedCalls = [], CallsRow = 0 };
        if (turned.Front is not { } run || trace.Selected is not { } spot || run == trace.Front)
            return turned;
        var there = Counterpart.Of(spot, run)?.OrAround;
        return turned with { Spot = there, Iterations = there is { } found ? trace.Iterations.LeadingTo(found.Call) : trace.Iterations };
    }

    private static Reaction LiveReplay(TraceScreen trace, CanvasModel model) => model.Link != Link.Attached
        ? Reaction.Refuse(model, Steering.NoRuntime)
        : new Reaction(model with
        {
            Question = new Question($"run {trace.Of} for real, on the input of this trace, as a new message?", Act.Telling("replay it live", async (client, cancellation) =>
            {
                var message = await client.ReplayLive(trace.Id.ToString(), cancellation);
                return trace.Of.Kind == HandlerKind.Cron ? $"runs now as message {Words.ShortId(message)}; its schedule stays" : $"emitted as message {Words.ShortId(message)}";
            })),
        });

    private static Reaction Neighbour(TraceScreen trace, CanvasModel model, int by, string whenNone)
    {
        var siblings = trace.Trace?.Siblings.ToList() ?? [];
        var at = siblings.FindIndex(other => other.Id == trace.Id);
        // All that are kept are newer than one that is not kept any more.
        if (at < 0)
            at = siblings.Count;
        return siblings.ElementAtOrDefault(at + by) is not { } next
            ? Reaction.Refuse(model, whenNone)
            : new Reaction(model.Replace(new TraceScreen(trace.Of, next.Id) { Part = trace.Part == TracePart.Value ? trace.Source : trace.Part, Source = trace.Source, Folds = trace.Folds, Query = trace.Query }), Act.Look);
    }

    private static Reaction Pin(TraceScreen trace, CanvasModel model)
    {
        if (trace.Trace is not { View.Header.Pinned: var isPinned })
            return Reaction.Refuse(model, "it is not read yet");
        return new Reaction(model, Act.Telling(isPinned ? "unpin the trace" : "pin the trace", async (client, cancellation) =>
        {
            await client.Pin(trace.Id.ToString(), !isPinned, cancellation);
            return isPinned ? "no longer pinned: it goes when newer ones come" : "pinned: kept until it is unpinned";
        }));
    }

    private static Reaction Copy(TraceScreen trace, CanvasModel model)
    {
        var value = trace.Part == TracePart.Value && trace.ValueRows().ElementAtOrDefault(trace.ValueRow) is { Value: { } part } ? part : trace.Roots() switch
        {
            [] => default(Value?),
            [("", var only, _)] => only,
            var several => Value.Of(several.Where(root => root.Value is not null).Aggregate(DictValue.Empty, (dict, root) => dict.With(root.Label, root.Value!.Value))),
        };
        if (value is not { } known)
            return Reaction.Refuse(model, "there is no value to copy here");
        var text = known.IsString ? known.AsString : ValueJson.Write(known, indented: false);
        return text.Length > LongestCopy
            ? Reaction.Refuse(model, $"{Words.Count(text.Length)} characters are too many for a clipboard: `dark trace export {Words.ShortId(trace.Id)}` writes all of them")
            : new Reaction(model with { Notice = $"copied {Words.Count(text.Length)} characters" }) { Copied = text };
    }

    private static Reaction Edit(TraceScreen trace, CanvasModel model) => trace.Selected is { } spot && (spot.At ?? spot.Call.At) is var at
        ? new Reaction(model) { Edits = new EditorPlace(at.Source.Path, at.Start.Line) }
        : Reaction.Refuse(model, "there is no line to open here");
}
