using System.Text;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>A program that exceeds a limit ends with a clear error and never ends the process.</summary>
public class LimitTests
{
    private const string Grow = "fn grow (n: Int) (x: Any) = List::fold (List::range 1 n) x (\\acc i -> Just acc)";

    [Fact]
    public void An_endless_recursion_ends_with_an_error_and_a_shortened_call_stack()
    {
        var error = Programs.Error("forever 0", "fn forever (n: Int) : Int = 1 + forever (n + 1)");

        Assert.Equal(RuntimeErrorCodes.DepthLimit, error.Code);
        Assert.InRange(error.Stack.Count, 10, 40);
        Assert.Equal("forever", error.Stack[0].Function);
        Assert.Equal("expression", error.Stack[^1].Function);
    }

    [Fact]
    public void Recursion_up_to_the_limit_is_allowed() =>
        Assert.Equal(19_000, Programs.Value("count 19000", "fn count (n: Int) : Int = if n == 0 then 0 else 1 + count (n - 1)").AsInt);

    [Fact]
    public void A_recursion_through_library_callbacks_ends_with_an_error() =>
        Assert.Equal(
            RuntimeErrorCodes.DepthLimit, Programs.Error("nest [1]", "fn nest (xs: List<Any>) = List::map xs (\\x -> nest [x])").Code);

    [Fact]
    public void A_recursion_inside_large_expressions_ends_with_an_error()
    {
        var deep = string.Concat(Enumerable.Repeat("(1 + ", 100)) + "dig (n + 1)" + new string(')', 100);

        Assert.Equal(RuntimeErrorCodes.DepthLimit, Programs.ErrorOnSmallStack("dig 0", $"fn dig (n: Int) : Int = {deep}").Code);
    }

    [Fact]
    public void A_recursion_of_functions_with_many_variables_ends_with_an_error()
    {
        var lets = string.Concat(Enumerable.Range(0, 50).Select(i => $"  let x{i} = n + {i}\n"));

        Assert.Equal(RuntimeErrorCodes.DepthLimit, Programs.Error("dig 0", $"fn dig (n: Int)\n{lets}  dig (x49 + 1)\n").Code);
    }

    [Fact]
    public void An_endless_loop_ends_when_its_steps_are_used_up()
    {
        var error = Programs.Error(
            "List::map (List::range 1 1000000) (\\x -> List::length (List::map (List::range 1 1000) (\\y -> x)))",
            limits: Limits.Default with { Steps = 100_000 });

        Assert.Equal(RuntimeErrorCodes.StepLimit, error.Code);
        Assert.Contains("100000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactly_the_allowed_steps_are_allowed()
    {
        const string canvas = "fn a = 1\nfn b = a + a + a\n";
        var steps = Enumerable.Range(0, 20).First(n => Programs.Run("b", canvas, Limits.Default with { Steps = n }) is Outcome.Completed);

        // The expression itself, b, and a three times.
        Assert.Equal(5, steps);
    }

    [Fact]
    public void A_cancelled_run_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.IsType<Outcome.Cancelled>(Programs.Run("List::map (List::range 1 100000) (\\x -> x)", stop: stop.Token));
    }

    [Theory]
    [InlineData("String::padStart \"a\" \"b\" 100000000")]
    [InlineData("List::repeat 2000000000 1")]
    [InlineData("List::range 1 9000000000000000000")]
    [InlineData("let s = String::padStart \"a\" \"b\" 40000000\ns ++ s")]
    [InlineData("let s = String::padStart \"a\" \"b\" 40000000\n$\"{s}{s}\"")]
    public void A_value_that_would_be_too_large_is_refused(string expression)
    {
        var error = Programs.Error(expression);

        Assert.Equal(RuntimeErrorCodes.TooLarge, error.Code);
    }

    [Theory]
    [InlineData("grow 10001 1 == grow 10001 1")]
    [InlineData("toString (grow 10001 1)")]
    [InlineData("List::sort [grow 10001 1, grow 10001 1]")]
    [InlineData("JSON::serialize (grow 10001 1)")]
    public void A_value_nested_very_deeply_is_an_error_that_names_the_limit(string expression)
    {
        var error = Programs.Error(expression, Grow);

        Assert.Equal((RuntimeErrorCodes.DepthLimit, "a value is nested more deeply than 10000 levels"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("grow 9000 1 == grow 9000 1")]
    [InlineData("toString (grow 9000 1) == \"1\"")]
    public void A_value_nested_below_the_limit_can_be_compared_and_shown(string expression) =>
        Assert.True(Programs.Value(expression, Grow).AsBool);

    [Theory]
    [InlineData("grow 100000 1 == grow 100000 1")]
    [InlineData("toString (grow 100000 1)")]
    public void A_value_nested_very_deeply_does_not_end_a_process_with_a_small_stack(string expression) =>
        Assert.Equal(RuntimeErrorCodes.DepthLimit, Programs.ErrorOnSmallStack(expression, Grow).Code);

    [Fact]
    public void An_operator_chain_of_thousands_of_terms_runs()
    {
        var chain = new StringBuilder("0");
        for (var i = 0; i < 1_900; i++)
            chain.Append(" + 1");

        Assert.Equal(1_900, Programs.Value(chain.ToString()).AsInt);
    }

    [Fact]
    public void A_function_of_thousands_of_lets_runs()
    {
        var body = new StringBuilder("let x0 = 0\n");
        for (var i = 1; i < 1_900; i++)
            body.Append("let x").Append(i).Append(" = x").Append(i - 1).Append(" + 1\n");
        body.Append("x1899");

        Assert.Equal(1_899, Programs.Value(body.ToString()).AsInt);
    }

    [Fact]
    public void A_pipe_of_thousands_of_stages_runs()
    {
        var pipe = "0" + string.Concat(Enumerable.Repeat(" |> + 1", 900));

        Assert.Equal(900, Programs.Value(pipe).AsInt);
    }
}
