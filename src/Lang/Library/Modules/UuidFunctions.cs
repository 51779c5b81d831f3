using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class UuidFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure("Uuid::generate", "", "Uuid", "A new random UUID.",
            "String::length (toString Uuid::generate) = 36",
            static (execution, _) => Value.Uuid(execution.Host.Effects.NewUuid())),
        Pure("Uuid::parse", "uuid: String", "Result<Uuid, String>", "The UUID a text stands for: 32 hexadecimal digits, with or without hyphens.",
            "Uuid::parse \"00000000-0000-0000-0000-00000000002a\" |> Result::map toString = Ok \"00000000-0000-0000-0000-00000000002a\"", errors: "Error if the text is no UUID",
            static (_, a) =>
            TryParse(a[0].AsString, out var id)
                ? Value.Ok(Value.Uuid(id))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not a UUID"))),
    ];

    /// <summary>The parser of .NET skips white space around, so the lengths are looked at too.</summary>
    private static bool TryParse(string text, out Guid id)
    {
        id = Guid.Empty;
        return text.Length switch
        {
            36 => Guid.TryParseExact(text, "D", out id) && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]),
            32 => Guid.TryParseExact(text, "N", out id),
            _ => false,
        };
    }
}
