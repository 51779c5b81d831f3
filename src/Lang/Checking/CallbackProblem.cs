using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Checking;

/// <summary>Why a callback of a library function fails when it is called.</summary>
internal sealed record CallbackProblem(string Message, string Label, string? Hint)
{
    /// <param name="type">The type of the library function's parameter.</param>
    public static CallbackProblem? Find(
        LibraryFunction function, LibraryType type, DarkType.Function callback, IReadOnlyDictionary<string, DarkType> variables)
    {
        var given = type.Arguments.SkipLast(1).Select(taken => LibraryTypes.Of(taken, variables)).ToArray();
        var taken = callback.Parameters!;
        if (taken.Count != given.Length)
            return new CallbackProblem(
                $"`{function.Name}` calls its function with {CallErrors.Count(given.Length)}, but this one takes {taken.Count}",
                $"takes {taken.Count}", $"it is called as `{type}`");
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i].Kind is { } kind && taken[i].Kind is { } expected && kind != expected)
                return WrongParameter(function, given[i], taken[i]);
        }
        var result = LibraryTypes.Of(type.Arguments[^1]);
        return LibraryTypes.ChecksCallbackResult(function) && result.Kind is { } wanted && callback.Returns.Kind is { } got && wanted != got
            ? WrongResult(function, result, callback.Returns)
            : null;
    }

    private static CallbackProblem WrongParameter(LibraryFunction function, DarkType given, DarkType taken) => new(
        $"`{function.Name}` calls its function with {TypeDisplay.WithArticle(given)} here, "
            + $"but this one takes {TypeDisplay.WithArticle(taken)}",
        $"takes {TypeDisplay.WithArticle(taken)}",
        @"write a lambda that converts it: `\x -> …`");

    private static CallbackProblem WrongResult(LibraryFunction function, DarkType expected, DarkType given) => new(
        $"the function passed to `{function.Name}` must return {TypeDisplay.WithArticle(expected)}, "
            + $"but this one returns {TypeDisplay.WithArticle(given)}",
        $"returns {TypeDisplay.WithArticle(given)}",
        ConversionHint.For(expected, given));
}
