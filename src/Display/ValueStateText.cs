using DarkLang.Runtime.Replaying;

namespace DarkLang.Display;

/// <summary>The words for what one of two compared runs has instead of a value.</summary>
public static class ValueStateText
{
    public static string Of(ValueState state, bool isOld) => state switch
    {
        ValueState.Failed => "✗ failed",
        ValueState.NotReached => "not reached",
        ValueState.NotRecorded => "not recorded",
        _ => isOld ? "was not there" : "is no longer there",
    };
}
