using DarkLang.Runtime.Model;

namespace DarkLang.Display.Tables;

/// <summary>
/// How values are written. A command prints them whole, each as one word, for pipes and scripts. A screen shows them short, with signs, and
/// times as people read them: it is drawn again every second.
/// </summary>
public sealed record TableStyle
{
    public static readonly TableStyle Printed = new();

    private TableStyle()
    {
    }

    public bool IsScreen { get; private init; }

    private DateTimeOffset Now { get; init; }

    /// <summary>Draws how busy a handler was lately; only screens know.</summary>
    public Func<HandlerId, string> Activity { get; private init; } = _ => "";

    public static TableStyle Screen(DateTimeOffset now, Func<HandlerId, string> activity) =>
        new() { IsScreen = true, Now = now, Activity = activity };

    public string Count(long count) =>
        IsScreen ? DisplayText.ShortCount(count) : count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Past(DateTimeOffset? time) => IsScreen && time is { } known ? DisplayTime.Age(Now - known) : DisplayTime.Time(time);

    public string Coming(DateTimeOffset? time) =>
        IsScreen && time is { } known ? known > Now ? DisplayTime.Age(known - Now) : "now" : DisplayTime.Time(time);

    public string Moment(DateTimeOffset time) => IsScreen ? DisplayTime.Moment(time, Now) : DisplayTime.Time(time);
}
