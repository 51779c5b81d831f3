using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary><c>Test::fails</c> and <c>Test::failsWith</c>.</summary>
internal static class ExpectedFailure
{
    private const int MaxShown = 100;

    /// <param name="expected">The code of the error, or a part of its message; null for any error.</param>
    public static bool Occurs(Execution execution, string? expected, FunctionValue function)
    {
        if (expected == "")
            throw TestErrors.Of("`Test::failsWith` needs a code or a text", "write the code of the error, such as `\"D0505\"`");
        var host = (TestHost)execution.Host;
        var depth = execution.Depth;
        try
        {
            var value = function.Invoke(execution, []);
            var wanted = expected is null ? "`Test::fails` expected an error" : $"`Test::failsWith` expected \"{expected}\"";
            host.Unexpected = $"{wanted}, but the function returned {ValueDisplay.Short(value, MaxShown)}";
            return false;
        }
        catch (RuntimeErrorException error) when (error.Code is not (RuntimeErrorCodes.StepLimit or RuntimeErrorCodes.WrongTest))
        {
            var at = execution.CallStack()[0];
            execution.ReturnTo(depth);
            if (expected is null || IsExpected(error, expected))
                return WarnOfTest(host, error, at);
            host.Unexpected = $"`Test::failsWith` expected \"{expected}\", but the function ended with {error.Code}: {error.Message}";
            return false;
        }
    }

    private static bool IsExpected(RuntimeErrorException error, string expected) =>
        IsCode(expected) ? error.Code == expected : error.Message.Contains(expected, StringComparison.Ordinal);

    private static bool IsCode(string text) => text is ['D', _, _, _, _] && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>Warns of a test that expects an error of the canvas and makes a mistake itself.</summary>
    private static bool WarnOfTest(TestHost host, RuntimeErrorException error, StackFrame at)
    {
        if (IsMistakeOfCaller(error.Code) && host.IsTest(at.Function))
            host.Warnings.Add(new TestWarning($"what failed is the test itself, not the canvas: {error.Message} ({error.Code})", at.At));
        return true;
    }

    // An argument of the wrong kind is the caller's mistake too, but refusing it may be what the test is about.
    private static bool IsMistakeOfCaller(string code) => code is RuntimeErrorCodes.UnknownField or RuntimeErrorCodes.ArgumentCount
        or RuntimeErrorCodes.NotAFunction or RuntimeErrorCodes.NoSuchHandler or RuntimeErrorCodes.NoMessage or ResolutionCodes.DuplicateKey;
}
