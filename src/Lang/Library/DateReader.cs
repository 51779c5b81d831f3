namespace DarkLang.Lang.Library;

/// <summary>
/// Reads a date and time such as <c>2031-02-03T04:05:06.7Z</c> and its variants. Widths are fixed, and the whole text must be read.
/// </summary>
internal ref struct DateReader
{
    private const int MaxOffsetMinutes = 14 * 60;

    private ReadOnlySpan<char> _rest;

    private DateReader(string text) => _rest = text;

    public static bool TryRead(string text, out DateTimeOffset date)
    {
        var reader = new DateReader(text);
        date = default;
        return reader.TryDay(out var day)
            && reader.TryTime(out var time)
            && reader.TryZone(out var offset)
            && reader._rest.IsEmpty
            && TryInstant(day + time - offset, out date);
    }

    private static bool TryInstant(Int128 ticks, out DateTimeOffset date)
    {
        var exists = ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
        date = exists ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : default;
        return exists;
    }

    /// <summary>Reads the day and the separator before the time.</summary>
    private bool TryDay(out long ticks)
    {
        ticks = 0;
        if (!TryDigits(4, out var year))
            return false;
        var separator = TakeAny("- ");
        if (!TryDigits(2, out var month) || !TakeSame(separator) || !TryDigits(2, out var day))
            return false;
        TakeAny("T ");
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    private bool TryTime(out long ticks)
    {
        ticks = 0;
        if (!TryDigits(2, out var hour))
            return false;
        var separator = TakeAny(":");
        if (!TryDigits(2, out var minute) || minute > 59 || !TrySeconds(separator, out ticks) || !TryAmPm(ref hour))
            return false;
        ticks += (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        return hour < 24;
    }

    private bool TrySeconds(char separator, out long ticks)
    {
        ticks = 0;
        var hasSeconds = separator == '\0' ? _rest.Length > 0 && char.IsAsciiDigit(_rest[0]) : TakeAny(":") == ':';
        if (!hasSeconds)
            return true;
        if (!TryDigits(2, out var second) || second > 59 || !TryFraction(out ticks))
            return false;
        ticks += second * TimeSpan.TicksPerSecond;
        return true;
    }

    private bool TryFraction(out long ticks)
    {
        ticks = 0;
        if (TakeAny(".") == '\0')
            return true;
        var digits = 0;
        for (; _rest.Length > 0 && char.IsAsciiDigit(_rest[0]); _rest = _rest[1..])
        {
            if (++digits > 7)
                return false;
            ticks = (ticks * 10) + (_rest[0] - '0');
        }
        for (var i = digits; i < 7; i++)
            ticks *= 10;
        return digits > 0;
    }

    private bool TryAmPm(ref int hour)
    {
        var half = _rest.Length < 2 ? default : _rest[..2];
        var isAfternoon = half.Equals("PM", StringComparison.OrdinalIgnoreCase);
        if (!isAfternoon && !half.Equals("AM", StringComparison.OrdinalIgnoreCase))
            return true;
        _rest = _rest[2..];
        if (hour > 12)
            return false;
        hour = (hour % 12) + (isAfternoon ? 12 : 0);
        return true;
    }

    private bool TryZone(out long ticks)
    {
        ticks = 0;
        if (_rest.IsEmpty || TakeAny("Z") == 'Z')
            return true;
        var sign = TakeAny("+-");
        if (sign == '\0' || !TryOffsetHour(out var hour) || !TryDigits(2, out var minute))
            return false;
        var minutes = (hour * 60) + minute;
        ticks = (sign == '-' ? -1 : 1) * minutes * TimeSpan.TicksPerMinute;
        return minute < 60 && minutes <= MaxOffsetMinutes;
    }

    /// <summary>Reads two digits with or without a colon, or one digit with a colon.</summary>
    private bool TryOffsetHour(out int hour)
    {
        if (TryDigits(2, out hour))
        {
            TakeAny(":");
            return true;
        }
        return TryDigits(1, out hour) && TakeAny(":") == ':';
    }

    private bool TryDigits(int count, out int value)
    {
        value = 0;
        if (_rest.Length < count || _rest[..count].ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (var digit in _rest[..count])
            value = (value * 10) + (digit - '0');
        _rest = _rest[count..];
        return true;
    }

    /// <summary>Reads the next character if it is one of the wanted ones; returns NUL otherwise.</summary>
    private char TakeAny(string wanted)
    {
        if (_rest.IsEmpty || !wanted.Contains(_rest[0], StringComparison.Ordinal))
            return '\0';
        var taken = _rest[0];
        _rest = _rest[1..];
        return taken;
    }

    private bool TakeSame(char separator) => separator == '\0' || TakeAny(separator == ' ' ? " " : "-") == separator;
}
