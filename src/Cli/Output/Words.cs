using System.Globalization;
using System.Text;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Cli.Output;

/// <summary>How times, durations, ids and foreign text are written for people.</summary>
internal static class Words
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Invariant);

    public static string Time(DateTimeOffset? time) => time is { } known ? Time(known) : "-";

    public static string ExactTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Invariant);

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 0.095 } => "0ms",
        { TotalMilliseconds: < 9.95 } => string.Create(Invariant, $"{duration.TotalMilliseconds:0.0}ms"),
        { TotalMilliseconds: < 999.5 } => string.Create(Invariant, $"{duration.TotalMilliseconds:0}ms"),
        { TotalSeconds: < 59.95 } => string.Create(Invariant, $"{duration.TotalSeconds:0.0}s"),
        { TotalHours: < 1 } => string.Create(Invariant, $"{duration.Minutes}m{duration.Seconds:00}s"),
        { TotalDays: < 1 } => string.Create(Invariant, $"{duration.Hours}h{duration.Minutes:00}m"),
        _ => string.Create(Invariant, $"{duration.Days}d{duration.Hours:00}h"),
    };

    public static string Count(long count) => count.ToString("#,0", Invariant).Replace(',', ' ');

    public static string Several(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>What a canvas runs: <c>2 workers, 1 cron</c>, and its alerts where it has any.</summary>
    public static string Handlers(Canvas canvas)
    {
        var alerts = canvas.Alerts.Count();
        return Handlers(canvas.Workers.Count - alerts, canvas.Crons.Count, alerts);
    }

    public static string Handlers(StatusView status)
    {
        var alerts = status.Workers.Count(worker => worker.Kind == HandlerKind.Alert);
        return Handlers(status.Workers.Count - alerts, status.Crons.Count, alerts);
    }

    private static string Handlers(int workers, int crons, int alerts) =>
        $"{Several(workers, "worker")}, {Several(crons, "cron")}{(alerts == 0 ? "" : $", {Several(alerts, "alert")}")}";

    /// <summary>Enough of an id to be unique in practice; every command takes it.</summary>
    public static string ShortId(Guid id) => id.ToString()[..8];

    /// <summary>One line that can do a terminal no harm, whatever is in the text.</summary>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 8);
        var wasSpace = false;
        foreach (var letter in text)
        {
            if (line.Length >= longest)
                return line.Append('…').ToString();
            var isBreak = letter is '\n' or '\r' or '\t' or ' ';
            if (isBreak && !wasSpace)
                line.Append(' ');
            else if (!isBreak && char.IsControl(letter))
                line.Append(Invariant, $"\\u{{{(int)letter:X}}}");
            else if (!isBreak)
                line.Append(letter);
            wasSpace = isBreak;
        }
        return line.ToString().Trim();
    }

    /// <summary>Many lines that can do a terminal no harm.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (char.IsControl(letter) && letter is not ('\n' or '\t'))
                safe.Append(Invariant, $"\\u{{{(int)letter:X}}}");
            else
                safe.Append(letter);
        }
        return safe.ToString();
    }
}
