using DarkLang.Lang.Values;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed class EvaluationOrderTests
{
    private const string Doubled =
        "fn twice (n: Int) : Int = n * 2\n\nworker w (xs)\n  let all = List::map xs \\x -> twice x\n  List::sum all\n";

    [Fact]
    public void The_way_goes_through_values_as_they_were_known_and_through_one_iteration_of_a_loop()
    {
        var run = Recorded.Run(Doubled, "[3, 4]");
        Assert.Equal(
            [
                "worker w",
                "xs",
                "lambda in worker w",
                "x",
                "twice",
                "n",
                "n * 2",
                "twice x",
                "List::map xs \\x -> twice x",
                "all",
                "List::sum all"],
            Way(run, Iterations.Untouched).Select(Text));
    }

    [Fact]
    public void Back_is_the_way_on_turned_round()
    {
        var run = Recorded.Run(Doubled, "[3, 4]");
        var second = Iterations.Untouched.With(run.Root.Calls[1]);
        var on = Way(run, second).ToList();
        var walk = new EvaluationOrder(run, second);
        var back = new List<TraceLocation>();
        for (TraceLocation? location = on[^1]; location is { } at; location = walk.Previous(at))
            back.Add(at);
        back.Reverse();
        Assert.Equal(on, back);
        Assert.Contains(on, location => location.Value is { } value && ValueDisplay.Short(value) == "8");
    }

    [Fact]
    public void The_way_ends_at_the_expression_that_failed()
    {
        var run = Recorded.Run("worker w (xs)\n  List::map xs \\x -> 10 / x\n", "[5, 0, 1]");
        Assert.Equal(["worker w", "xs", "lambda in worker w", "x", "10 / x"], Way(run, Iterations.Untouched).Select(Text));
        Assert.Equal(run.Failing, Way(run, Iterations.Untouched).Last());
    }

    [Fact]
    public void A_recursion_of_thousands_is_walked_a_step_at_a_time()
    {
        var run = Recorded.Run("fn down (n: Int) : Int = if n == 0 then 0 else down (n - 1) + 1\n\nworker w (n) = down n\n", "5000");
        Assert.True(Way(run, Iterations.Untouched).Count() > 20_000);
    }

    private static IEnumerable<TraceLocation> Way(RecordedRun run, Iterations iterations)
    {
        var walk = new EvaluationOrder(run, iterations);
        for (TraceLocation? location = new TraceLocation(run.Root); location is { } at; location = walk.Next(at))
            yield return at;
    }

    private static string Text(TraceLocation location) => location.At is { } at ? at.Source[at.Span].ToString() : location.Call.Function;
}
