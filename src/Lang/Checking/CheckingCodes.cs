namespace DarkLang.Lang.Checking;

/// <summary>The codes of errors, and of code without effect, that can be found before a program runs.</summary>
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

    /// <summary>A function called with the wrong number of arguments.</summary>
    public const string WrongCallCount = "D0336";

    /// <summary>A callback that takes other arguments, or returns another result, than the function it is passed to expects.</summary>
    public const string WrongCallback = "D0337";
    public const string NothingToUnwrap = "D0338";
    public const string PatternNeverMatches = "D0339";

    /// <summary>An event that does not match the worker's declaration.</summary>
    public const string WrongEvent = "D0340";

    /// <summary>A value differs from its declaration in a part that calls do not check: a warning if it may be empty there.</summary>
    public const string UnlikeDeclared = "D0341";

    /// <summary>A warning: two values that are never equal.</summary>
    public const string NeverEqual = "D0342";

    /// <summary>A warning: braces with a variable in a String that inserts no values.</summary>
    public const string PlainBraces = "D0343";

    /// <summary>A warning: a value called with a list, which is how other languages take an item or a field.</summary>
    public const string IndexBrackets = "D0344";

    /// <summary>A warning: a field that the declared type, or the updated record, does not have.</summary>
    public const string ExtraField = "D0345";

    /// <summary>A warning: a worker with <c>retries</c> may end with an <c>Error</c>, which is not retried.</summary>
    public const string ErrorIsDone = "D0370";

    /// <summary>A warning.</summary>
    public const string UnreachableArm = "D0350";

    /// <summary>A warning.</summary>
    public const string MissingArm = "D0351";

    /// <summary>A condition that chooses messages and is not true or false.</summary>
    public const string ConditionNotBool = "D0392";

    // A literal that a library function will not accept.
    public const string InvalidPattern = "D0360";
    public const string InvalidDateFormat = "D0361";
    public const string UnknownTimeZone = "D0362";
    public const string UnknownEncoding = "D0363";
    public const string UnknownRounding = "D0121";

    /// <summary><c>JSON::decode</c> with the name of a type that is not declared.</summary>
    public const string UnknownDecodedType = "D0364";
}
