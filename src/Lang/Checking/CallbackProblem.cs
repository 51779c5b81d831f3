using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Checking;

/// <summary>Why a function given to a library function fails when it is called.</summary>
internal sealed record CallbackProblem(string Message, string Label, string? Hint)
{
    /// <param name="type">What the library function takes there.</param>
    public static CallbackProblem? Find(
        LibraryFunction function, LibraryType type, DarkType.Function callback, IReadOnlyDictionary<string, DarkType> variables)
    {
        var given = type.Arguments.SkipLast(1).Select(taken => LibraryTypes.Of(taken, variables)).ToArray();
        var taken = callback.Parameters!;
        if (taken.Count != given.Length)
        {
            return new CallbackProblem(
                $"`{function.Name}` calls its function with {CallErrors.Count(given.Length)}, but this one takes {taken.Count}",
                    $"takes {taken.Count}",
                    $"it is called as {type}");
        }
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i].Kind is { } kind && taken[i].Kind is { } expected && kind != expected)
                return WrongParameter(function, given[i], taken[i]);
        }
        var result = LibraryTypes.Of(type.Arguments[^1]);
        return LibraryTypes.HoldsCallbacksToResult(function) && result.Kind is { } wanted && callback.Gives.Kind is { } got && wanted != got
            ? WrongResult(function, result, callback.Gives)
            : null;
    }

    private static CallbackProblem WrongParameter(LibraryFunction function, DarkType given, DarkType taken) => new(
        $"`{function.Name}` calls its function with {TypeDisplay.InSentence(given)} here, but this one takes {TypeDisplay.InSentence(taken)}",
        $"takes {TypeDisplay.InSentence(taken)}",
        @"write a lambda that converts it: \x -> …");

    private static CallbackProblem WrongResult(LibraryFunction function, DarkType expected, DarkType given) => new(
        $"the function given to `{function.Name}` must give {TypeDisplay.InSentence(expected)}, but this one gives {TypeDisplay.InSentence(given)}",
        $"gives {TypeDisplay.InSentence(given)}",
        ConversionHint.For(expected, given));
}
