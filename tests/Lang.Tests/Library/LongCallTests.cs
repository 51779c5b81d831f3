using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

/// <summary>A run that was cancelled ends before its next call that may take long, however few steps it has taken.</summary>
public sealed class LongCallTests
{
    [Theory]
    [InlineData("Password::hash \"secret\"")]
    [InlineData("JWT::signAndEncode \"key\" { sub: 1 }")]
    [InlineData("JWT::verifyAndExtract \"key\" \"token\"")]
    [InlineData("String::padStart \"\" \"x\" 100000")]
    [InlineData("String::random 100000")]
    [InlineData("List::range 1 100000")]
    [InlineData("List::repeat 100000 1")]
    public void A_call_that_takes_long_is_not_begun(string expression) => Assert.IsType<Outcome.Cancelled>(Run(expression));

    /// <summary>The size of an argument is looked at for all functions in one place.</summary>
    [Fact]
    public void No_function_begins_with_a_large_argument()
    {
        var text = Value.String(new string('x', 100_000));
        var list = Value.Of(new ListValue(new Value[100_000]));
        var bytes = Value.Of(new BytesValue(new byte[100_000]));
        foreach (var function in LibraryCatalog.Standard.Functions.Where(function => function.Parameters.Count > 0))
        {
            foreach (var large in new[] { text, list, bytes })
            {
                Value[] arguments = [large, .. Enumerable.Repeat(Value.Null, function.Parameters.Count - 1)];
                var fault = Record.Exception(() => { LibraryCall.Perform(function, Cancelled(), arguments); });
                // Where the kinds are wrong, the function does not begin either.
                Assert.True(fault is OperationCanceledException or RuntimeErrorException, $"{function.Name}: {fault}");
                if (fault is RuntimeErrorException error)
                    Assert.Equal("D0501", error.Code);
            }
        }
    }

    [Fact]
    public void Sorting_many_texts_can_be_ended()
    {
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => StableSort.TrySortPlain(
            [.. Enumerable.Range(0, 1_000).Select(n => Value.String($"{n * 7919 % 1_000}"))],
            () => steps = steps < 100 ? steps + 1 : throw new OperationCanceledException(),
            out _));
    }

    private static Execution Cancelled() =>
        new(new EffectsHost(new SeededEffects()), Limits.Default, new CancellationToken(canceled: true));

    private static Outcome Run(string expression)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("case", expression), [], Checks.Names);
        Assert.Empty(loaded.Diagnostics);
        Outcome? outcome = null;
        var thread = new Thread(
            () => outcome = Interpreter.Run(
                loaded.Code!, [], new EffectsHost(new SeededEffects()), Limits.Default, new CancellationToken(canceled: true)),
            Interpreter.StackSize);
        thread.Start();
        thread.Join();
        return outcome!;
    }
}
