using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using Spectre.Console;

namespace DarkLang.Cli.Output;

/// <summary>The tables that several commands show.</summary>
internal static class ViewText
{
    public static void Workers(Shell shell, IReadOnlyList<WorkerView> workers)
    {
        var table = new Table("WORKER", "STATE", "READY", "DELAYED", "RUN", "RETRY", "WAIT", "DEAD", "DONE", "OLDEST", "TRACES");
        foreach (var worker in workers)
        {
            table.Add(
                Name(worker.Handler),
                State(worker.State),
                worker.Ready,
                worker.Delayed,
                worker.Running,
                worker.Retrying,
                worker.WaitingForCode,
                Alarming(worker.Dead),
                worker.Done,
                worker.OldestAge is { } age ? Words.Duration(age) : "-",
                Glyphs(worker.Traces));
        }
        table.Write(shell);
    }

    public static void Crons(Shell shell, IReadOnlyList<CronView> crons)
    {
        var table = new Table("CRON", "STATE", "SCHEDULE", "NEXT", "LAST", "WAIT", "RUN", "DEAD", "DONE", "TRACES");
        foreach (var cron in crons)
        {
            table.Add(
                cron.Name,
                State(cron.State),
                cron.Schedule,
                Words.Time(cron.NextDue),
                Words.Time(cron.LastRun),
                cron.Waiting,
                cron.Running,
                Alarming(cron.Dead),
                cron.Done,
                Glyphs(cron.Traces));
        }
        table.Write(shell);
    }

    /// <summary>The options that were written; nothing when there are none.</summary>
    public static void Options(TextWriter to, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
            return;
        to.WriteLine();
        to.WriteLine("options");
        Facts(to, [.. options.Select(option => ($"  {option.Key}", (string?)option.Value))]);
    }

    public static void NotFound(Shell shell, IReadOnlyList<NotFoundView> names)
    {
        var table = new Table("404", "MESSAGES", "LAST", "EMITTED AT", "DID YOU MEAN");
        foreach (var name in names)
            table.Add(name.Name, name.Messages, Words.Time(name.LastEmittedAt), name.EmittedFrom, name.Nearest ?? "-");
        table.Write(shell);
    }

    public static void Messages(Shell shell, IReadOnlyList<MessageView> messages)
    {
        var table = new Table("MESSAGE", "HANDLER", "STATE", "EMITTED", "DUE", "ATTEMPTS", "EVENT");
        foreach (var message in messages)
        {
            table.Add(
                Words.ShortId(message.Id),
                Name(message.Handler),
                State(message.State),
                Words.Time(message.EmittedAt),
                Words.Time(message.Due),
                message.Attempts,
                Words.OneLine(message.Event?.Text ?? "-", 200));
        }
        table.Write(shell);
    }

    public static void Traces(Shell shell, IReadOnlyList<TraceHeaderView> traces)
    {
        var table = new Table("TRACE", "HANDLER", "OUTCOME", "STARTED", "DURATION", "ATTEMPT", "MESSAGE");
        foreach (var trace in traces)
        {
            table.Add(
                Words.ShortId(trace.Id),
                Name(trace.Handler),
                State(trace.Outcome),
                Words.Time(trace.StartedAt),
                new Cell(Words.Duration(trace.Duration), IsNumber: true),
                trace.Attempt,
                Words.ShortId(trace.Message));
        }
        table.Write(shell);
    }

    public static void Failure(TextWriter output, Failure failure)
    {
        output.WriteLine($"error[{failure.Code}]: {Words.Safe(failure.Message)}");
        output.WriteLine($"  at {Words.OneLine(failure.At)}");
        foreach (var frame in failure.Stack)
            output.WriteLine($"     in {Words.OneLine(frame.Function)} ({Words.OneLine(frame.At)})");
        if (failure.Help is not null)
            output.WriteLine($"  = help: {Words.Safe(failure.Help)}");
    }

    /// <summary>Lines of a name and its value, the values below each other.</summary>
    public static void Facts(TextWriter output, params (string Name, string? Value)[] facts)
    {
        var width = facts.Max(fact => fact.Name.Length);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
                output.WriteLine($"{name.PadRight(width)}  {Words.OneLine(value)}");
        }
    }

    /// <summary>A value as Dark shows it, indented.</summary>
    public static void Value(TextWriter output, string text)
    {
        foreach (var line in Words.Safe(text).Split('\n'))
            output.WriteLine($"  {line}");
    }

    /// <summary>With its kind, unless it is a worker.</summary>
    public static string Name(HandlerId handler) => handler.Kind == HandlerKind.Worker ? handler.Name : handler.ToString();

    public static Cell State<T>(T state)
        where T : struct, Enum => new(state.Word(), Colour: state switch
        {
            HandlerState.Paused or MessageState.Retrying or MessageState.WaitingForCode => Color.Yellow,
            TraceOutcome.Incomplete or TraceOutcome.TimedOut => Color.Yellow,
            MessageState.Dead or MessageState.NotFound or TraceOutcome.Failed => Color.Red,
            MessageState.Running or TraceOutcome.Completed => Color.Green,
            _ => null,
        });

    private static Cell Alarming(long count) => (Cell)count with { Colour = count > 0 ? Color.Red : null };

    /// <summary>The last traces, newest left.</summary>
    private static string Glyphs(IReadOnlyList<TraceHeaderView> traces) =>
        string.Concat(traces.Take(10).Select(trace => trace.Outcome switch
        {
            TraceOutcome.Completed => '○',
            TraceOutcome.Failed => '✗',
            TraceOutcome.TimedOut => '⧖',
            _ => '◌',
        }));
}
