using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// Exact wall-clock times, on every n-th day or on weekdays of every n-th week. A cycle is the period after which the schedule repeats.
/// It starts on the day of the previous due time, or on the Monday of its week if the schedule names weekdays.
/// </summary>
internal sealed class CalendarSchedule : Schedule
{
    private readonly int _cycleDays;
    private readonly IReadOnlyList<int> _days;
    private readonly IReadOnlyList<TimeOnly> _times;
    private readonly bool _byWeek;
    private readonly Zone _zone;

    private CalendarSchedule(int cycleDays, IReadOnlyList<int> days, bool byWeek, IReadOnlyList<TimeOnly> times, Zone zone)
    {
        _cycleDays = cycleDays;
        _days = days;
        _byWeek = byWeek;
        _times = [.. times.Distinct().Order()];
        _zone = zone;
        Canonical = Describe();
    }

    public static CalendarSchedule EveryDays(int every, IReadOnlyList<TimeOnly> times, Zone zone) =>
        new(every, [0], byWeek: false, times, zone);

    public static CalendarSchedule OnWeekdays(int everyWeeks, IEnumerable<DayOfWeek> weekdays, IReadOnlyList<TimeOnly> times, Zone zone) =>
        new(everyWeeks * 7, [.. weekdays.Select(SinceMonday).Distinct().Order()], byWeek: true, times, zone);

    public override string Canonical { get; }

    public override string? Zone => _zone.Id;

    public override DateTimeOffset? First(DateTimeOffset now) =>
        Slots(CycleOf(now), _byWeek ? 7 : 1).SkipWhile(slot => slot <= now).Cast<DateTimeOffset?>().FirstOrDefault();

    public override DateTimeOffset? Next(DateTimeOffset previousDue) =>
        Slots(CycleOf(previousDue), _cycleDays).SkipWhile(slot => slot <= previousDue).Cast<DateTimeOffset?>().FirstOrDefault();

    public override MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now)
    {
        DateTimeOffset? latest = null;
        var start = CycleOf(previousDue);
        // Starts one whole cycle before the current one, because the current one may have no due time before now.
        var cycles = now <= previousDue ? 0 : Math.Max(0, (CycleOf(now).DayNumber - start.DayNumber) / _cycleDays - 1);
        foreach (var slot in Slots(start.AddDays(cycles * _cycleDays), _cycleDays))
        {
            if (slot <= previousDue)
                continue;
            if (slot > now)
                return new MissedSlots(latest, slot);
            latest = slot;
        }
        return new MissedSlots(latest, null);
    }

    public override DateTimeOffset? FirstAfter(DateTimeOffset now, DateTimeOffset laterDue)
    {
        var cycle = CycleOf(laterDue);
        // Starts one whole cycle early, because the local day of now may be another one than that of the due time.
        var cycles = (int)((laterDue - now).TotalDays / _cycleDays) + 2;
        var start = Math.Max(0, cycle.DayNumber - cycles * _cycleDays);
        return Slots(DateOnly.FromDayNumber(start), _cycleDays).SkipWhile(slot => slot <= now).Cast<DateTimeOffset?>().FirstOrDefault();
    }

    /// <summary>Returns the due times from a cycle on, in order. Two local times are the same instant if summer time skips them.</summary>
    private IEnumerable<DateTimeOffset> Slots(DateOnly cycle, int cycleDays)
    {
        for (var start = cycle.DayNumber; start + cycleDays < DateOnly.MaxValue.DayNumber; start += cycleDays)
        {
            foreach (var day in _days)
            {
                var date = DateOnly.FromDayNumber(start + day);
                foreach (var time in _times)
                {
                    if (_zone.ToInstant(date.ToDateTime(time)) is { } slot)
                        yield return slot;
                }
            }
        }
    }

    private DateOnly CycleOf(DateTimeOffset instant)
    {
        var date = DateOnly.FromDateTime(_zone.ToLocal(instant));
        return _byWeek && date.DayNumber >= 7 ? date.AddDays(-SinceMonday(date.DayOfWeek)) : date;
    }

    private static int SinceMonday(DayOfWeek day) => ((int)day + 6) % 7;

    private string Describe()
    {
        if (_byWeek && _cycleDays == 7 && _days.SequenceEqual([0, 1, 2, 3, 4]))
            return $"every weekday at {string.Join(", ", _times.Select(TimeText.Format))}{_zone.Suffix}";
        var interval = _byWeek ? IntervalText.FormatWeeks(_cycleDays / 7) : IntervalText.FormatDays(_cycleDays);
        var names = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
        var days = _byWeek ? " on " + string.Join(", ", _days.Select(day => names[(day + 1) % 7].ToLowerInvariant())) : "";
        return $"{interval}{days} at {string.Join(", ", _times.Select(TimeText.Format))}{_zone.Suffix}";
    }
}
