namespace DarkLang.Runtime.Crons;

/// <summary>Formats times of day in their canonical form.</summary>
internal static class TimeText
{
    public static string Format(TimeOnly time) =>
        time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
