namespace DarkLang.Lang.Checking;

/// <summary>The codes of what can be seen to go wrong, or to be without effect, before a program runs.</summary>
public static class CheckingCodes
{
    /// <summary>An operator between values that it does not work on.</summary>
    public const string WrongOperand = "D0330";

    /// <summary>An argument of a kind that the function does not take.</summary>
    public const string WrongArgument = "D0331";
    public const string UnknownField = "D0332";
    public const string NotARecord = "D0333";

    /// <summary>A function whose result is not of the kind it declares.</summary>
    public const string WrongResult = "D0334";
    public const string NotCallable = "D0335";

    /// <summary>A function called with another number of arguments than it takes.</summary>
    public const string WrongCallCount = "D0336";

    /// <summary>A function given to another that takes other arguments, or gives another result, than it is called for.</summary>
    public const string WrongCallback = "D0337";
    public const string NothingToUnwrap = "D0338";
    public const string PatternNeverFits = "D0339";

    /// <summary>An event that the worker does not take.</summary>
    public const string WrongEvent = "D0340";

    /// <summary>A warning: what is passed on is not what is declared, in a part that calls do not look at.</summary>
    public const string UnlikeDeclared = "D0341";

    /// <summary>A warning: two values that are never equal.</summary>
    public const string NeverEqual = "D0342";

    /// <summary>A warning.</summary>
    public const string UnreachableArm = "D0350";

    /// <summary>A warning.</summary>
    public const string MissingArm = "D0351";
}
