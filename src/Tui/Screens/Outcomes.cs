using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>How an attempt ended and how a handler is: a word, a glyph and a colour.</summary>
internal static class Outcomes
{
    public const int ShownTraces = 10;

    public static Piece Of(string outcome) => outcome switch
    {
        "completed" => new Piece("○ completed", Tone.Good),
        "failed" => new Piece("✗ failed", Tone.Bad),
        "timed-out" => new Piece("⧖ timed out", Tone.Warning),
        _ => new Piece($"◌ {outcome}", Tone.Warning),
    };

    /// <param name="state">run or paused.</param>
    public static Piece State(string state) => state == "paused" ? new Piece("‖ paused", Tone.Warning) : new Piece($"● {state}", Tone.Good);

    /// <summary>What runs now, then the last traces, newest left.</summary>
    public static Piece Glyphs(IReadOnlyList<TraceHeaderView> traces, long running)
    {
        var now = new string('●', (int)Math.Min(running, ShownTraces));
        var ended = traces.Take(ShownTraces - now.Length).Select(trace => trace.Outcome switch
        {
            "completed" => '○',
            "failed" => '✗',
            "timed-out" => '⧖',
            _ => '◌',
        });
        return new Piece(now + string.Concat(ended));
    }
}
