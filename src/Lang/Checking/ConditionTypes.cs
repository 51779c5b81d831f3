using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The variables of conditions. The runtime builds values of these types; what may be missing is null then.</summary>
internal static class ConditionTypes
{
    public const string Event = "event";
    public const string Message = "message";

    private static readonly DarkType DateType = new DarkType.Plain(ValueKind.Date);

    public static DarkType MessageType { get; } = Record(
        ("id", DarkType.String),
        ("handler", DarkType.String),
        ("state", DarkType.String),
        ("attempts", DarkType.Int),
        ("key", DarkType.Any),
        ("priority", DarkType.Int),
        ("emittedAt", DateType),
        ("due", DateType),
        ("emittedFrom", DarkType.String),
        ("parent", DarkType.Any),
        ("error", DarkType.Any),
        ("deadSince", DarkType.Any));

    /// <summary>The variables of a condition over the history.</summary>
    public static IReadOnlyList<(string Name, DarkType Type)> History { get; } =
    [
        ("id", DarkType.String), ("handler", DarkType.String), ("outcome", DarkType.String), ("attempts", DarkType.Int),
        ("durationMs", DarkType.Int), ("finishedAt", DateType), ("key", DarkType.Any), ("parent", DarkType.Any),
    ];

    private static DarkType.Record Record(params (string Name, DarkType Type)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal), IsOpen: false);
}
