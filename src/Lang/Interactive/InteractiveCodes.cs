namespace DarkLang.Lang.Interactive;

/// <summary>The codes of problems in what is typed outside a canvas.</summary>
internal static class InteractiveCodes
{
    public const string NotAValue = "D0621";
}
