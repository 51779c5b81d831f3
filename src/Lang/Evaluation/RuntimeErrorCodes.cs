namespace DarkLang.Lang.Evaluation;

/// <summary>The codes of what can go wrong in a running program. Those of single library functions start at D0520.</summary>
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

    /// <summary>A recorded run has no answer for an impure call.</summary>
    public const string NotRecorded = "D0512";
    public const string NowhereToEmit = "D0513";

    /// <summary>An event that its worker does not take.</summary>
    public const string WrongEvent = "D0514";

    // Raised by library functions only.

    /// <summary>An argument of the right kind that the function has no answer for.</summary>
    public const string InvalidArgument = "D0520";

    /// <summary>Functions and passwords can't be ordered.</summary>
    public const string NoOrder = "D0521";
    public const string DateOutOfRange = "D0522";

    /// <summary>Something about the message being handled was asked for where none is.</summary>
    public const string NoMessage = "D0523";

    /// <summary>A worker or cron that is not in the canvas was to be steered.</summary>
    public const string NoSuchHandler = "D0524";

    /// <summary>An impure call in an option such as <c>key</c>.</summary>
    public const string NotPure = "D0604";
}
