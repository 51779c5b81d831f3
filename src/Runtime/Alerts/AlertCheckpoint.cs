using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

internal static class AlertTimes
{
    /// <summary>Between two reports of one alert.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>A message that is due for longer, and has not begun, is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);
}

/// <summary>How far an alert has reported. It is stored with each report, as the starts of a handler that is kept to a rate.</summary>
/// <param name="Until">Dead letters up to here were reported, or were there before the alert.</param>
/// <param name="ReportedAt">Null: never.</param>
internal sealed record AlertCheckpoint(DateTimeOffset Until, DateTimeOffset? ReportedAt)
{
    // Moved back, the clock is no measure.
    public bool AllowsReport(DateTimeOffset now) => ReportedAt is not { } last || now >= last + AlertTimes.Every || now < last;

    public LimiterSaved ToChange(HandlerId alert) => new(new RateStarts(alert, ReportedAt is { } last ? [Until, last] : [Until]));

    public static AlertCheckpoint? Of(RateStarts? stored) => stored?.Starts switch
    {
        [var until] => new AlertCheckpoint(until, null),
        [var until, .., var last] => new AlertCheckpoint(until, last),
        _ => null,
    };
}
