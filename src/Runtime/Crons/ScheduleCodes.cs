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

    /// <summary>A warning: it runs at other times than it seems to say, or not in some months.</summary>
    public const string OddSchedule = "D0422";

    /// <summary>A warning: a cron expression with both a day of the month and a day of the week.</summary>
    public const string DayAndWeekday = "D0423";
}
