namespace DarkLang.Display;

/// <summary>What a piece of text means. A colour only repeats it: the words alone say the same.</summary>
public enum Tone
{
    Plain, Faint, Strong,
    Good, Warning, Bad,
    Keyword, Literal,
}
