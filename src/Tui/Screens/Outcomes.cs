using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>How an attempt ended: a word, a glyph and a colour.</summary>
internal static class Outcomes
{
    public static Piece Of(string outcome) => outcome switch
    {
        "completed" => new Piece("○ completed", Tone.Good),
        "failed" => new Piece("✗ failed", Tone.Bad),
        "timed-out" => new Piece("⧖ timed out", Tone.Warning),
        _ => new Piece($"◌ {outcome}", Tone.Warning),
    };
}
