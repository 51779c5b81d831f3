using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Suggests how to turn a value of one type into another.</summary>
internal static class ConversionHint
{
    public static string? For(DarkType expected, DarkType actual) => (expected.Kind, actual.Kind) switch
    {
        (ValueKind.Option, not ValueKind.Option) when Fits(((DarkType.Option)expected).Inner, actual) => "wrap it: `Just (…)`",
        (ValueKind.Result, not ValueKind.Result) when Fits(((DarkType.Result)expected).Ok, actual) => "wrap it: `Ok (…)`",
        (not ValueKind.Option, ValueKind.Option) => "take the value out with `match` or `Option::withDefault`",
        (not ValueKind.Result, ValueKind.Result) => "take the value out with `match` or `Result::withDefault`",
        _ when NumberConversion.Hint(expected.Kind, actual.Kind) is { } hint => hint,
        (ValueKind.Int, ValueKind.String) => "turn it into an Int with `Int::parse`",
        (ValueKind.Float, ValueKind.String) => "turn it into a Float with `Float::parse`",
        (ValueKind.Decimal, ValueKind.String) => "turn it into a Decimal with `Decimal::parse`",
        (ValueKind.String, ValueKind.Char) => "turn it into a String with `String::fromChar`",
        (ValueKind.String, _) => "turn it into a String with `toString`",
        (ValueKind.List, ValueKind.String) => "get its characters with `String::toList`",
        (ValueKind.List, ValueKind.Dict) => "get its values with `Dict::values`",
        (ValueKind.List, { }) when Fits(((DarkType.List)expected).Item, actual) => "put it in a list: `[ … ]`",
        (ValueKind.Bytes, ValueKind.String) => "turn it into Bytes with `String::toBytes`",
        (ValueKind.Date, ValueKind.String) => "turn it into a Date with `Date::parse`",
        (ValueKind.Uuid, ValueKind.String) => "turn it into a Uuid with `Uuid::parse`",
        (ValueKind.Bool, { }) => "compare it with something to get a Bool",
        (ValueKind.Function, _) => @"write a lambda: `\x -> …`",
        (not null, ValueKind.Function) => "call the function: write its arguments after it",
        _ => null,
    };

    private static bool Fits(DarkType expected, DarkType actual) => expected.Kind == actual.Kind;
}
