using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class DurationFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Duration::toText", "seconds: Int", "String", "Formats a number of seconds in days, hours, minutes and seconds.",
            "Duration::toText 93784 = \"1d 2h 3m 4s\"",
            static (_, a) => Value.String(DurationText.Of(a[0].AsInt))),
        Pure("Duration::parse", "s: String", "Result<Int, String>",
            "Parses a duration such as 1d 2h 30m or 90s and returns its seconds. The units are w, d, h, m and s.",
            """Duration::parse "1h 30m" = Ok 5400""",
            errors: "returns an Error if the string is not a duration, or too long a one for an Int",
            static (_, a) => DurationText.TryRead(a[0].AsString, out var seconds)
                ? Value.Ok(Value.Int(seconds))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not a duration, such as 1d 2h 30m"))),
    ];
}
