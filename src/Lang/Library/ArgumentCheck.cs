using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Checks the kinds of arguments against a signature, but not the values inside them.</summary>
public static class ArgumentCheck
{
    /// <summary>Throws <see cref="RuntimeErrorException"/> if the kind of an argument differs. The count is already checked.</summary>
    public static void Verify(LibraryFunction function, ReadOnlySpan<Value> arguments)
    {
        var expected = function.ExpectedKinds;
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] is { } kind && arguments[i].Kind != kind)
                throw WrongKind(function, i, arguments[i]);
        }
    }

    private static RuntimeErrorException WrongKind(LibraryFunction function, int index, Value actual)
    {
        var parameter = function.Parameters[index];
        return new RuntimeErrorException(RuntimeErrorCodes.WrongKind,
            $"`{function.Name}` takes {Describe(parameter.Type)} as `{parameter.Name}`, but got {LibraryError.Describe(actual)}",
            Hint(parameter.Type.Kind, actual));
    }

    private static string Describe(LibraryType type) =>
        type.Kind == ValueKind.Function ? $"a function {type}" : LibraryError.Article(type.ToString());

    private static string? Hint(ValueKind? expected, Value actual) => (expected, actual.Kind) switch
    {
        _ when NumberConversion.Hint(expected, actual.Kind) is { } hint => hint,
        (ValueKind.Decimal, ValueKind.String) => "turn it into a Decimal with `Decimal::parse`",
        (ValueKind.String, ValueKind.Char) => "turn it into a String with `String::fromChar`",
        (ValueKind.String, _) => "turn it into a String with `toString`",
        (ValueKind.Bytes, ValueKind.String) => "turn it into Bytes with `String::toBytes`",
        (ValueKind.Date, ValueKind.String) => "turn it into a Date with `Date::parse`",
        (ValueKind.Uuid, ValueKind.String) => "turn it into a Uuid with `Uuid::parse`",
        (not ValueKind.Option, ValueKind.Option) => "take the value out with `match` or `Option::withDefault`",
        (not ValueKind.Result, ValueKind.Result) => "take the value out with `match` or `Result::withDefault`",
        _ => null,
    };
}
