using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

internal static class AlertTimes
{
    /// <summary>The shortest time between two reports of one alert.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(5);

    /// <summary>A ready message is late when it became due longer ago than this.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);
}

/// <summary>How far an alert has reported. It is stored with each report, in the form of the starts of a rate-limited handler.</summary>
/// <param name="Until">Dead letters until this time were reported, or are older than the alert.</param>
/// <param name="ReportedAt">When the last report was made; null if none was.</param>
internal sealed record AlertCheckpoint(DateTimeOffset Until, DateTimeOffset? ReportedAt)
{
    // If the clock was moved back, the time of the last report says nothing.
    public bool AllowsReport(DateTimeOffset now) => ReportedAt is not { } last || now >= last + AlertTimes.ReportInterval || now < last;

    public LimiterSaved ToChange(HandlerId alert) => new(new RateStarts(alert, ReportedAt is { } last ? [Until, last] : [Until]));

    public static AlertCheckpoint? FromStored(RateStarts? stored) => stored?.Starts switch
    {
        [var until] => new AlertCheckpoint(until, null),
        [var until, .., var last] => new AlertCheckpoint(until, last),
        _ => null,
    };
}
