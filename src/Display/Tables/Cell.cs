namespace DarkLang.Display.Tables;

/// <summary>The text of one row in one column.</summary>
public readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>Stands where a row has no value.</summary>
    public static readonly Cell None = new("-");

    public static implicit operator Cell(string text) => new(text);
}
