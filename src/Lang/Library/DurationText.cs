using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Library;

/// <summary>Durations in whole seconds, written as <c>1d 2h 3m 4s</c>.</summary>
internal static class DurationText
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    public static string Of(long seconds)
    {
        var rest = UInt128.CreateTruncating(Int128.Abs(seconds));
        var text = new StringBuilder();
        foreach (var (length, unit) in ((ulong, char)[])[(Day, 'd'), (Hour, 'h'), (Minute, 'm'), (1, 's')])
        {
            if (rest / length > 0)
                text.Append(text.Length > 0 ? " " : "").Append(rest / length).Append(unit);
            rest %= length;
        }
        return text.Length == 0 ? "0s" : seconds < 0 ? $"-{text}" : text.ToString();
    }

    /// <summary>Reads numbers with units, with or without spaces between them. A minus in front is for all of them.</summary>
    public static bool TryRead(string text, out long seconds)
    {
        var rest = text.AsSpan().Trim();
        var isNegative = rest.StartsWith("-");
        rest = isNegative ? rest[1..] : rest;
        Int128 total = 0;
        seconds = 0;
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                return false;
            var end = digits;
            while (end < rest.Length && char.IsAsciiLetter(rest[end]))
                end++;
            if (Durations.Split(rest[..end].ToString()) is not var (count, unit) || SecondsOf(unit) is not { } length)
                return false;
            total += (Int128)count * length;
            rest = rest[end..].TrimStart();
        }
        total = isNegative ? -total : total;
        if (total < long.MinValue || total > long.MaxValue)
            return false;
        seconds = (long)total;
        return true;
    }

    private static long? SecondsOf(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Second => 1,
        IntervalUnit.Minute => Minute,
        IntervalUnit.Hour => Hour,
        IntervalUnit.Day => Day,
        IntervalUnit.Week => 7 * Day,
        _ => null,
    };
}
