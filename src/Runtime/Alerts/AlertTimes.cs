using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

internal static class AlertTimes
{
    /// <summary>The shortest time between two reports of one alert.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(5);

    /// <summary>A ready message is late when it became due longer ago than this.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    // If the clock was moved back, the time of the last report says nothing.
    public static bool AllowsReport(this AlertCheckpoint checkpoint, DateTimeOffset now) =>
        checkpoint.ReportedAt is not { } last || now >= last + ReportInterval || now < last;
}
