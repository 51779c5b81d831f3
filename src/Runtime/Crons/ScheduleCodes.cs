namespace DarkLang.Runtime.Crons;

/// <summary>The diagnostic codes for schedules. The resolver defines the other codes that start with D04.</summary>
public static class ScheduleCodes
{
    public const string IntervalNotPositive = "D0404";
    public const string ExpressionNotValid = "D0410";
    public const string UnknownTimeZone = "D0411";
    public const string IntervalTooLong = "D0412";
    public const string TimeOnShortInterval = "D0413";
    public const string WeekdayWithoutWeeks = "D0414";
    public const string NeverFires = "D0415";

    /// <summary>A warning.</summary>
    public const string ZoneWithoutEffect = "D0416";
}
