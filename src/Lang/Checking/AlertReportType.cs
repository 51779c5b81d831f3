using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The type of an alert's event. The runtime builds reports of this type.</summary>
internal static class AlertReportType
{
    private static readonly DarkType DateType = new DarkType.Plain(ValueKind.Date);

    public static DarkType Type { get; } = Record(
        ("alert", DarkType.String),
        ("since", DateType),
        ("until", DateType),
        ("text", DarkType.String),
        ("dead", Failures()),
        ("error", Failures()),
        ("incomplete", List(
            ("handler", DarkType.String), ("count", DarkType.Int),
            ("at", DarkType.String), ("message", DarkType.String), ("trace", DarkType.String))),
        ("late", List(("handler", DarkType.String), ("oldestSeconds", DarkType.Int))),
        ("backlog", List(("handler", DarkType.String), ("ready", DarkType.Int))),
        ("leftOut", DarkType.Int));

    private static DarkType.List Failures() => List(
        ("handler", DarkType.String), ("count", DarkType.Int), ("code", DarkType.String), ("error", DarkType.String),
        ("at", DarkType.String), ("message", DarkType.String), ("trace", DarkType.String));

    private static DarkType.List List(params (string Name, DarkType Type)[] fields) => new(Record(fields));

    private static DarkType.Record Record(params (string Name, DarkType Type)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal), IsOpen: false);
}
