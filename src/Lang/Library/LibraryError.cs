using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The errors that library functions end a run with.</summary>
internal static class LibraryError
{
    public static RuntimeErrorException Invalid(string message, string? help = null) =>
        new(RuntimeErrorCodes.InvalidArgument, message, help);

    public static RuntimeErrorException WrongMember(string function, string parameter, string expected, int index, Value actual) =>
        new(
            RuntimeErrorCodes.WrongKind,
            $"`{function}` takes a list of {expected} as `{parameter}`, but its item {index} is {Describe(actual)}");

    public static RuntimeErrorException WrongResult(string function, ValueKind expected, Value actual) =>
        new(
            RuntimeErrorCodes.WrongKind,
            $"the function given to `{function}` must give {Article(expected.ToString())}, but gave {Describe(actual)}");

    public static RuntimeErrorException TooLong(string function, string unit, long length, long limit) =>
        new(RuntimeErrorCodes.TooLarge, $"the result of `{function}` would have {length} {unit}, the limit is {limit}");

    public static string Describe(Value value) => OperatorErrors.Describe(value);

    public static string Article(string noun) => "AEIOaeio".Contains(noun[0], StringComparison.Ordinal) ? $"an {noun}" : $"a {noun}";
}
