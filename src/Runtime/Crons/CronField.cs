namespace DarkLang.Runtime.Crons;

/// <summary>A field of a cron expression: which values it takes, and how they are called.</summary>
internal sealed record CronField(string Name, int Lowest, int Highest, string Names = "")
{
    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];
    private static readonly string[] Weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    public static CronField Second { get; } = new("second", 0, 59);

    public static CronField Minute { get; } = new("minute", 0, 59);

    public static CronField Hour { get; } = new("hour", 0, 23);

    public static CronField Day { get; } = new("day of the month", 1, 31, " or L (the last day)");

    public static CronField Month { get; } = new("month", 1, 12, " or Jan to Dec");

    public static CronField Weekday { get; } = new("day of the week", 0, 6, " (0 and 7 are Sunday) or Sun to Sat");

    public int Count => Highest - Lowest + 1;

    /// <summary>The highest number that may be written: 7 stands for Sunday too.</summary>
    private int HighestWritten => this == Weekday ? 7 : Highest;

    public CronValues? TryRead(string text, out CronExpressionProblem problem)
    {
        var values = new SortedSet<int>();
        var hasLast = false;
        problem = default;
        foreach (var entry in text.Split(','))
        {
            if (this == Day && entry.Equals("L", StringComparison.OrdinalIgnoreCase))
                hasLast = true;
            else if (TryReadEntry(entry, out var found, out var why, out var help))
                values.UnionWith(found);
            else
            {
                problem = Refuse(text, why, help);
                return null;
            }
        }
        return new CronValues(this, text, values, hasLast);
    }

    private bool TryReadEntry(string entry, out IEnumerable<int> values, out string why, out string? help)
    {
        var (range, step) = entry.Split('/', 2) is [var before, var after] ? (before, after) : (entry, null);
        var ends = range.Split('-', 2);
        (values, why, help) = ([], "", null);
        if (entry.Length == 0)
            why = "an entry of the list is empty";
        else if (step is not null && !(int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0))
            why = $"the step after / must be a number of at least 1, not \"{step}\"";
        else if (range is "*" or "?")
            values = Between(Lowest, Highest, step);
        else if (ends is [var single] && Number(single) is { } value)
            values = step is null ? Between(value, value, null) : Between(value, Highest, step);
        else if (ends is not [var first, var last] || Number(first) is not { } low || Number(last) is not { } high)
            (why, help) = ($"\"{entry}\" is not a valid {Name}", HelpFor(entry));
        else if (low > high)
            (why, help) = (
                "a range must go from the lower to the higher value",
                $"write {first}-{Highest},{Lowest}-{last} for a range that wraps around");
        else
            values = Between(low, high, step);
        return why.Length == 0;
    }

    private IEnumerable<int> Between(int low, int high, string? step)
    {
        var width = step is null ? 1 : int.Parse(step, CultureInfo.InvariantCulture);
        for (long value = low; value <= high; value += width)
            yield return (int)value > Highest ? Lowest : (int)value;
    }

    private int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= Lowest && number <= HighestWritten ? number : null;
        var names = this == Month ? Months : this == Weekday ? Weekdays : [];
        var index = text.Length < 3 ? -1 : Array.FindIndex(names, name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + Lowest;
    }

    private string? HelpFor(string entry) => this switch
    {
        _ when !entry.AsSpan().ContainsAny("LW#lw") => null,
        _ when this == Day => "write L for the last day of the month; nearest weekdays (W) can't be written here",
        _ when this == Weekday => "an expression can't name the last or the second Monday of a month: run on each, and look at the date",
        _ => null,
    };

    private CronExpressionProblem Refuse(string text, string why, string? help) => new(
        ScheduleCodes.ExpressionNotValid,
        $"the {Name} of the cron expression is not valid: {why}",
        $"\"{text}\" is the {Name}: expected {Lowest} to {Highest}{Names}, *, a list 1,2, a range 1-3 or a step */2",
        help);
}

/// <summary>What a field selects.</summary>
/// <param name="HasLast">Whether it selects the last day of a month too.</param>
internal sealed record CronValues(CronField Field, string Text, SortedSet<int> Values, bool HasLast)
{
    // The days that the last day of a month may be; which one it is depends on the date.
    private static readonly int[] LastDays = [28, 29, 30, 31];

    public bool IsAny => Values.Count == Field.Count;

    public bool Includes(DateTime date) =>
        Values.Contains(date.Day) || HasLast && date.Day == DateTime.DaysInMonth(date.Year, date.Month);

    /// <summary>Returns the field with all its values listed; for the last day, all days that it may be.</summary>
    public string List() => IsAny ? "*" : string.Join(',', HasLast ? Values.Union(LastDays) : Values);
}
