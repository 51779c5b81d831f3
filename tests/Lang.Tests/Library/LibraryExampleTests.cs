using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;

namespace DarkLang.Lang.Tests.Library;

/// <summary>The example of each function in the documentation is true.</summary>
public sealed class LibraryExampleTests
{
    // The examples of the functions for tests use this canvas.
    private const string Canvas = "worker double\n  event * 2\n\ncron tick every minute\n  \"tock\"\n\n";

    [Fact]
    public void Every_example_holds()
    {
        var problems = LargeStack.Run(() => LibraryCatalog.Standard.Functions.Select(Problem).OfType<string>().ToList());
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Every_example_of_the_functions_for_tests_holds()
    {
        var examples = TestFunctions.All().Select(function => (function.Name, Example: LibraryCase.Split(function.Example)));
        var tests = examples.Select(item => $"test \"{item.Name}\"\n  ({item.Example.Expression}) == ({item.Example.Expected})\n");
        var loaded = CanvasLoader.LoadToTest([new SourceText("examples.dark", Canvas + string.Join('\n', tests))]);
        Assert.Empty(loaded.Diagnostics);
        var results = LargeStack.Run(() => TestRunner.Select(loaded.Canvas!, null).Select(test => TestRunner.Run(
            loaded.Canvas!, test, TestRunner.DefaultStart, seed: 1, Limits.Default, CancellationToken.None)).ToList());
        Assert.Equal(TestFunctions.All().Length, results.Count);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.Test.Name}: {result.Message}"));
    }

    [Fact]
    public void Every_example_calls_its_function() => Assert.All(
        LibraryCatalog.Reference.Functions,
        function => Assert.Contains(function.Name, function.Example, StringComparison.Ordinal));

    private static string? Problem(LibraryFunction function)
    {
        var effects = new SeededEffects { Message = new MessageInfo(Guid.Empty, 1, DateTimeOffset.UnixEpoch) };
        return LibraryCase.Problem(function.Example, effects) is { } problem ? $"{function.Example}\n    {problem}" : null;
    }
}
