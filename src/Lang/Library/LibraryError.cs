using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The errors with which library functions end a run.</summary>
internal static class LibraryError
{
    public static RuntimeErrorException Invalid(string message, string? help = null) =>
        new(RuntimeErrorCodes.InvalidArgument, message, help);

    public static RuntimeErrorException WrongItem(string function, string parameter, string expected, int index, Value actual) =>
        new(RuntimeErrorCodes.WrongKind,
            $"`{function}` takes a list of {expected} as `{parameter}`, but the item at index {index} is {Describe(actual)}");

    public static RuntimeErrorException WrongResult(string function, ValueKind expected, Value actual) => new(RuntimeErrorCodes.WrongKind,
            $"the function passed to `{function}` must return {Article(expected.ToString())}, but returned {Describe(actual)}");

    public static RuntimeErrorException TooLong(string function, string unit, long length, long limit) =>
        new(RuntimeErrorCodes.TooLarge, $"the result of `{function}` would have {length} {unit}; the limit is {limit}");

    public static string Describe(Value value) => OperatorErrors.Describe(value);

    public static string Article(string noun) => "AEIOaeio".Contains(noun[0], StringComparison.Ordinal) ? $"an {noun}" : $"a {noun}";
}
