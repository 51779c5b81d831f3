namespace DarkLang.Lang.Lints;

/// <summary>The codes of warnings about code that is valid, but probably not what was meant.</summary>
internal static class LintCodes
{
    public const string UnusedLet = "D0380";
    public const string UnusedParameter = "D0381";
    public const string UnusedFunction = "D0382";
    public const string LambdaTakesPipe = "D0383";
    public const string HiddenFunction = "D0384";
    public const string EndlessEmit = "D0385";
    public const string NothingDone = "D0386";
    public const string ConstantCondition = "D0387";
    public const string MissingElse = "D0388";
    public const string InexactFloat = "D0120";
}
