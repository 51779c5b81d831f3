using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>How an attempt ended and how a handler is: a word, a glyph and a colour.</summary>
internal static class Outcomes
{
    public const int ShownTraces = 10;

    public static Piece Of(TraceOutcome outcome) => outcome switch
    {
        TraceOutcome.Completed => new Piece("○ completed", Tone.Good),
        TraceOutcome.Failed => new Piece("✗ failed", Tone.Bad),
        TraceOutcome.TimedOut => new Piece("⧖ timed out", Tone.Warning),
        _ => new Piece($"◌ {outcome.Word()}", Tone.Warning),
    };

    public static Piece State(HandlerState state) =>
        state == HandlerState.Paused ? new Piece("‖ paused", Tone.Warning) : new Piece($"● {state.Word()}", Tone.Good);

    /// <summary>What runs now, then the last traces, newest left.</summary>
    public static Piece Glyphs(IReadOnlyList<TraceHeaderView> traces, long running)
    {
        var now = new string('●', (int)Math.Min(running, ShownTraces));
        var ended = traces.Take(ShownTraces - now.Length).Select(trace => trace.Outcome switch
        {
            TraceOutcome.Completed => '○',
            TraceOutcome.Failed => '✗',
            TraceOutcome.TimedOut => '⧖',
            _ => '◌',
        });
        return new Piece(now + string.Concat(ended));
    }
}
