using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class UuidFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure("Uuid::generate", "", "Uuid", "Returns a new random UUID.",
            "String::length (toString Uuid::generate) = 36", static (execution, _) => Generate(execution)),
        Pure("Uuid::parse", "uuid: String", "Result<Uuid, String>", "Parses a UUID: 32 hexadecimal digits, with or without hyphens.",
            "Uuid::parse \"00000000-0000-0000-0000-00000000002a\" |> Result::map toString = Ok \"00000000-0000-0000-0000-00000000002a\"",
            errors: "returns an Error if the string is not a UUID",
            static (_, a) => TryParse(a[0].AsString, out var id)
                ? Value.Ok(Value.Uuid(id))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not a UUID"))),
    ];

    private static Value Generate(Execution execution)
    {
        Span<byte> bytes = stackalloc byte[16];
        execution.Host.Effects.NextBytes(bytes);
        return Value.Uuid(RandomValues.Uuid(bytes));
    }

    // The parser of .NET also accepts white space around the digits, and signs and `0x` between them.
    internal static bool TryParse(string text, out Guid id)
    {
        id = Guid.Empty;
        return text.Length is 32 or 36 && !text.AsSpan().ContainsAnyExcept(DigitsAndHyphen)
            && Guid.TryParseExact(text, text.Length == 32 ? "N" : "D", out id);
    }

    private static readonly SearchValues<char> DigitsAndHyphen = SearchValues.Create("0123456789abcdefABCDEF-");
}
