using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Replaying;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Traces;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Tui.Tests.Screens.Traces;

/// <summary>Attempts of a small canvas, recorded as the screen of a trace has them.</summary>
internal static class Recorded
{
    public const string Invoices = """
        type Line = { sku: String; pieces: Int; cents: Int }

        fn unitCents (line: Line) : Int =
          line.cents / line.pieces

        fn lineText (line: Line) : String =
          $"{line.pieces} x {line.sku} at {unitCents line}"

        worker write-invoices (day)
          let invoices =
            day.orders
            |> List::map \order ->
              let lines = order.lines |> List::map \line -> lineText line
              let total = order.lines |> List::map (\line -> line.cents) |> List::sum
              Log::info "invoice written" { order: order.id; total: total }
              { order: order.id; lines: lines; total: total }
          emit { date: day.date; invoices: List::length invoices } "send-invoices"
          List::map invoices \invoice -> invoice.total

        worker planned (day)
          let count = List::length day.orders
          ___

        cron tick every 1h
          let now = Date::now
          emit { at: now } "send-invoices"
          now

        """;

    public const string Good = """
        {"date":"2026-03-04","orders":[
          {"id":"A1","lines":[{"sku":"tea","pieces":2,"cents":900},{"sku":"cup","pieces":1,"cents":1200}]},
          {"id":"A2","lines":[{"sku":"pot","pieces":1,"cents":1300}]}]}
        """;

    /// <summary>Three orders of four lines each: the third line of the second one can't be divided.</summary>
    public const string Bad = """
        {"date":"2026-03-04","orders":[
          {"id":"A1","lines":[{"sku":"tea","pieces":2,"cents":900},{"sku":"cup","pieces":1,"cents":1200},{"sku":"tray","pieces":1,"cents":2950},{"sku":"pot","pieces":4,"cents":5200}]},
          {"id":"A2","lines":[{"sku":"tea","pieces":10,"cents":4500},{"sku":"cup","pieces":6,"cents":7200},{"sku":"spoon","pieces":0,"cents":300},{"sku":"tray","pieces":1,"cents":2950}]},
          {"id":"A3","lines":[{"sku":"tea","pieces":1,"cents":450},{"sku":"cup","pieces":2,"cents":2400},{"sku":"pot","pieces":1,"cents":1300},{"sku":"tray","pieces":3,"cents":8850}]}]}
        """;

    public static readonly string Mended = Invoices.Replace(
        "  line.cents / line.pieces", "  if line.pieces == 0 then 0 else line.cents / line.pieces", StringComparison.Ordinal);

    private static readonly Guid Id = new("0198f000-0000-7000-8000-00000000abcd");
    private static readonly DateTimeOffset At = new(2026, 3, 4, 12, 4, 1, TimeSpan.Zero);

    public static Rerun Run(string source, HandlerId handler, string? json) => Rerun.Of(
        Replay.Run(View(handler, json, TraceOutcome.Completed), [new SourceText(
            "invoices.dark", source)], new FakeTimeProvider(), CancellationToken.None));

    public static RecordedRun Run(string source, string json) => Run(source, HandlerId.Worker("w"), json).Run!;

    /// <summary>The screen of an attempt on <see cref="Invoices"/>.</summary>
    public static TraceScreen Screen(string worker, string json, TraceOutcome outcome, Failure? failure = null) =>
        Screen(HandlerId.Worker(worker), json, outcome, failure, Run(Invoices, HandlerId.Worker(worker), json));

    public static TraceScreen Cron() =>
        Screen(HandlerId.Cron("tick"), null, TraceOutcome.Completed, null, Run(Invoices, HandlerId.Cron("tick"), null));

    public static TraceScreen Failing() => Screen("write-invoices", Bad, TraceOutcome.Failed, new Failure(
        "D0505", "300 / 0 divides an Int by zero", "invoices.dark:4:3", "test the divisor first", []));

    /// <summary>Beside what the mended code gives.</summary>
    public static TraceScreen Replayed()
    {
        var failing = Failing();
        var now = Run(Mended, failing.Of, Bad);
        return failing with { Compared = Comparison.Of("trace 0198f000", failing.Trace!.Original!, "current code", now) } is var both
            ? both.Pressed(UiCommand.SideBySide)
            : failing;
    }

    /// <summary>A run of worker w beside what other code gives on the same event.</summary>
    public static TraceScreen Beside(string old, string now, string json)
    {
        var of = HandlerId.Worker("w");
        var original = Run(old, of, json);
        var screen = Screen(of, json, TraceOutcome.Completed, null, original);
        return (screen with { Compared = Comparison.Of("trace 0198f000", original, "current code", Run(now, of, json)) })
            .Pressed(UiCommand.SideBySide);
    }

    public static CanvasModel Shown(Screen screen) => Canvases.Of(Canvases.Empty with { Canvas = "/home/ada/invoices.dark" }).Push(screen);

    public static TraceScreen Pressed(this TraceScreen trace, params UiCommand[] commands)
    {
        var model = Shown(trace);
        foreach (var command in commands)
            model = model.Pressed(command);
        return Assert.IsType<TraceScreen>(model.Top);
    }

    /// <summary>The selected expression as it is written.</summary>
    public static string Text(this TraceScreen trace) =>
        trace.Selected is { At: { } at } ? at.Source[at.Span].ToString() : trace.Selected!.Value.Call.Function;

    public static string? Value(this TraceScreen trace) => trace.Selected!.Value.Value is { } value ? ValueDisplay.Short(value) : null;

    private static TraceScreen Screen(HandlerId handler, string? json, TraceOutcome outcome, Failure? failure, Rerun rerun)
    {
        var view = View(handler, json, outcome, failure);
        return new TraceScreen(handler, Id)
        {
            Trace = new FetchedTrace(view, EventRows.Of(view))
            {
                Original = rerun,
                Siblings = [view.Header, view.Header with { Id = Guid.Empty }],
            },
        };
    }

    private static TraceView View(HandlerId handler, string? json, TraceOutcome outcome, Failure? failure = null)
    {
        var isDone = outcome == TraceOutcome.Completed;
        return new TraceView(
            new TraceHeaderView(Id, handler, Id, 1, outcome, At, TimeSpan.FromMilliseconds(12.5)),
            "93e7bcbe3786c95b",
            handler.Kind == HandlerKind.Worker ? Id : null,
            json is not null && ValueJson.TryRead(json, out var value, out _) ? Encoded(value) with { Json = json } : null,
            isDone ? new ValueView("[3400]", "[3400]") : null,
            failure,
            outcome == TraceOutcome.Incomplete ? "invoices.dark:22:3" : null,
            isDone
                ? [new TraceEmitView(Id, "send-invoices", new ValueView(
                    "{ date: \"2026-03-04\", invoices: 2 }", "{\"date\":\"2026-03-04\",\"invoices\":2}"))]
                : [],
            0,
            handler.Kind == HandlerKind.Cron
                ? [new TraceEffectView("Date::now", "invoices.dark:25:13", Encoded(DarkLang.Lang.Values.Value.Date(At)))]
                : [],
            0,
            outcome == TraceOutcome.Incomplete ? [] : [new TraceLogView(
                At.AddMilliseconds(3), LogLevel.Info, "invoice written", new ValueView(
                "{ order: \"A1\", total: 2100 }", "{\"order\":\"A1\",\"total\":2100}"), "invoices.dark:15:7")],
            0,
            []);
    }

    private static ValueView Encoded(Value value) => new(ValueDisplay.Show(value), ValueJson.Write(value, indented: false))
    {
        Encoded = ValueEncoding.Encode(value, int.MaxValue),
    };
}
