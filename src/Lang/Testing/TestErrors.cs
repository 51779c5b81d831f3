using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The mistakes of a test itself. <c>Test::fails</c> does not count them as failures of the code.</summary>
internal static class TestErrors
{
    public static RuntimeErrorException Of(string message, string? help = null) =>
        new(RuntimeErrorCodes.WrongTest, message, help);

    public static RuntimeErrorException NoHandler(string kind, string name, IEnumerable<string> known) => Of(
        $"no {kind} is named {ValueDisplay.Short(Value.String(name), Emission.LongestName)}",
        NearestName.Of(name, known) is { } nearest ? $"did you mean \"{nearest}\"?" : $"the canvas has {Names(kind, [.. known])}");

    public static RuntimeErrorException External(string worker) => Of(
        $"worker \"{worker}\" is external: a program outside the canvas handles its messages, so a test can't run it",
        $"check what it gets with `Test::emitted \"{worker}\"`");

    private static string Names(string kind, string[] known)
    {
        const int shown = 6;
        return known.Length == 0
            ? $"no {kind}"
            : $"{string.Join(", ", known.Take(shown).Select(name => $"\"{name}\""))}{(known.Length > shown ? ", …" : "")}";
    }
}
