namespace DarkLang.Lang.Evaluation;

/// <summary>The codes of runtime errors. Those of single library functions start at D0520.</summary>
public static class RuntimeErrorCodes
{
    /// <summary>A value or argument of the wrong kind.</summary>
    public const string WrongKind = "D0501";
    public const string StepLimit = "D0502";
    public const string DepthLimit = "D0503";
    public const string Overflow = "D0504";
    public const string DivisionByZero = "D0505";
    public const string UnknownField = "D0506";
    public const string NoMatch = "D0507";
    public const string ArgumentCount = "D0508";
    public const string NotAFunction = "D0509";
    public const string TooLarge = "D0510";

    /// <summary>A value that can't be stored in an event.</summary>
    public const string NotStorable = "D0511";

    /// <summary>A recording has no answer for an impure call.</summary>
    public const string NotRecorded = "D0512";
    public const string NowhereToEmit = "D0513";

    /// <summary>An event that does not match the type its worker declares.</summary>
    public const string WrongEvent = "D0514";

    /// <summary>The program failed on purpose: <c>fail</c>, <c>Result::orFail</c> or <c>Option::orFail</c>.</summary>
    public const string FailedOnPurpose = "D0515";

    /// <summary>The program discarded its message, which is a dead letter without further attempts.</summary>
    public const string Discarded = "D0516";

    /// <summary>A call to the outside where nothing outside can be reached.</summary>
    public const string NoOutside = "D0517";

    /// <summary>A call to the outside that the options of the process do not allow.</summary>
    public const string NotAllowed = "D0518";

    // Only library functions raise the following codes.

    /// <summary>An argument of the right kind whose value is not valid.</summary>
    public const string InvalidArgument = "D0520";

    /// <summary>Functions and passwords can't be ordered.</summary>
    public const string NoOrder = "D0521";
    public const string DateOutOfRange = "D0522";

    /// <summary>A <c>Message::</c> function was called, but no message is being handled.</summary>
    public const string NoMessage = "D0523";

    /// <summary>A control effect for a worker or cron that is not in the canvas.</summary>
    public const string NoSuchHandler = "D0524";

    /// <summary>A text that is not a regular expression.</summary>
    public const string InvalidPattern = "D0540";

    /// <summary>A text that is not a pattern of dates.</summary>
    public const string InvalidDateFormat = "D0541";
    public const string UnknownTimeZone = "D0542";
    public const string PatternTooSlow = "D0543";

    /// <summary><c>JSON::decode</c> names a type that the canvas does not declare.</summary>
    public const string UnknownType = "D0544";

    /// <summary>A mistake of a test itself, which is not a failure of the code it tests.</summary>
    public const string WrongTest = "D0545";

    /// <summary><c>Test::drain</c> in a canvas whose workers emit without end.</summary>
    public const string EndlessPipeline = "D0546";

    /// <summary>The name of a worker, or the key of an emit.</summary>
    public const string NameTooLong = "D0530";

    /// <summary>Messages wait for too many names that no worker has.</summary>
    public const string TooManyNames = "D0531";

    /// <summary>An attempt that holds too much memory.</summary>
    public const string MemoryBudget = "D0532";

    /// <summary>An impure call in an option such as <c>key</c>.</summary>
    public const string NotPure = "D0604";
}
