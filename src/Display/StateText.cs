using DarkLang.Display.Tables;
using DarkLang.Runtime.Model;

namespace DarkLang.Display;

/// <summary>The signs and tones of states and outcomes.</summary>
public static class StateText
{
    /// <summary>How many attempts <see cref="Attempts"/> draws.</summary>
    public const int MostAttempts = 10;

    public static Cell Message(MessageState state) => new(state.Word(), state switch
    {
        MessageState.Running => Tone.Good,
        MessageState.Retrying or MessageState.WaitingForCode => Tone.Warning,
        MessageState.Dead or MessageState.NotFound => Tone.Bad,
        _ => Tone.Plain,
    });

    public static Cell Handler(HandlerState state, TableStyle style) => state == HandlerState.Paused
        ? new Cell(style.IsScreen ? "‖ paused" : "paused", Tone.Warning)
        : new Cell(style.IsScreen ? $"● {state.Word()}" : state.Word(), Tone.Good);

    public static Cell Outcome(TraceOutcome outcome, TableStyle style) =>
        style.IsScreen ? SignedOutcome(outcome) : SignedOutcome(outcome) with { Text = outcome.Word() };

    public static Cell SignedOutcome(TraceOutcome outcome) => new($"{Sign(outcome)} {outcome.Word()}", outcome switch
    {
        TraceOutcome.Completed => Tone.Good,
        TraceOutcome.Failed => Tone.Bad,
        _ => Tone.Warning,
    });

    /// <summary>Draws the attempts that run now and then those that ended, newest left.</summary>
    public static string Attempts(long running, IReadOnlyList<TraceHeaderView> traces) =>
        string.Concat(Enumerable.Repeat('●', (int)Math.Min(running, MostAttempts)).Concat(traces.Select(trace => Sign(trace.Outcome)))
            .Take(MostAttempts));

    private static char Sign(TraceOutcome outcome) => outcome switch
    {
        TraceOutcome.Completed => '○',
        TraceOutcome.Failed => '✗',
        TraceOutcome.TimedOut => '⧖',
        _ => '◌',
    };
}
