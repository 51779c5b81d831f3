using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Crons;

/// <summary>Exact wall-clock times on days of months. A day that a month does not have is left out.</summary>
internal sealed class DateSchedule : Schedule
{
    /// <summary>Stands for the last day of a month, whatever its number.</summary>
    public const int LastDay = 32;

    private readonly IReadOnlyList<int>[] _daysOfMonths;
    private readonly IReadOnlyList<TimeOnly> _times;
    private readonly Zone _zone;

    /// <param name="daysOfMonths">The days of each of the twelve months.</param>
    public DateSchedule(string dates, IEnumerable<IEnumerable<int>> daysOfMonths, IEnumerable<TimeOnly> times, Zone zone)
    {
        _daysOfMonths = [.. daysOfMonths.Select(days => (int[])[.. days.Distinct().Order()])];
        _times = [.. times.Distinct().Order()];
        _zone = zone;
        Canonical = $"{dates} at {string.Join(", ", _times.Select(TimeText.Format))}{zone.Suffix}";
    }

    public override string Canonical { get; }

    public override string? Zone => _zone.Id;

    public override DateTimeOffset? First(DateTimeOffset now) => Next(now);

    public override DateTimeOffset? Next(DateTimeOffset previousDue)
    {
        for (var month = MonthOf(previousDue); month.Year < DateOnly.MaxValue.Year; month = month.AddMonths(1))
        {
            if (Slots(month).SkipWhile(slot => slot <= previousDue).Cast<DateTimeOffset?>().FirstOrDefault() is { } next)
                return next;
        }
        return null;
    }

    public override MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now)
    {
        if (now <= previousDue)
            return new MissedSlots(null, Next(previousDue));
        var first = MonthOf(previousDue);
        DateTimeOffset? latest = null;
        for (var month = MonthOf(now); latest is null && month >= first; month = month.AddMonths(-1))
            latest = Slots(month).TakeWhile(slot => slot <= now).Where(slot => slot > previousDue).Cast<DateTimeOffset?>().LastOrDefault();
        return new MissedSlots(latest, Next(now));
    }

    private DateOnly MonthOf(DateTimeOffset instant)
    {
        var local = _zone.ToLocal(instant);
        return new DateOnly(local.Year, local.Month, 1);
    }

    private IEnumerable<DateTimeOffset> Slots(DateOnly month)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        var days = _daysOfMonths[month.Month - 1].Select(day => day == LastDay ? length : day).Where(day => day <= length).Distinct();
        foreach (var day in days)
        {
            foreach (var time in _times)
            {
                if (_zone.ToInstant(month.AddDays(day - 1).ToDateTime(time)) is { } slot)
                    yield return slot;
            }
        }
    }
}
