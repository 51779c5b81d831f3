using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Tests.Evaluation;
using TestResult = DarkLang.Lang.Testing.TestResult;

namespace DarkLang.Lang.Tests.Testing;

public class TestRunnerTests
{
    [Fact]
    public void A_test_passes_if_it_returns_true() => Assert.True(Run("test \"t\" = 1 + 1 == 2").Passed);

    [Fact]
    public void A_failed_comparison_shows_both_sides()
    {
        var result = Run("test \"t\"\n  let x = [1, 2]\n  x == [1, 3]");

        Assert.False(result.Passed);
        Assert.Equal("the two sides differ\n  left:  [1, 2]\n  right: [1, 3]\n  first difference at [1]: 2 is not 3", result.Message);
    }

    [Theory]
    [InlineData("{ items: [1, { price: 3 }] }", "{ items: [1, { price: 4 }] }", ".items[1].price: 3 is not 4")]
    [InlineData("{ a: 1; b: 2 }", "{ a: 1 }", ".b: only the left side has it: 2")]
    [InlineData("[1]", "[1, 2]", "[1]: only the right side has it: 2")]
    [InlineData("Just (1, [])", "Just (1, [3])", "[1][0]: only the right side has it: 3")]
    [InlineData("{ a: Ok { b: 1 } }", "{ a: Ok { b: 1.0 } }", ".a.b: 1 is not 1.0")]
    [InlineData("{ a: Ok 1 }", "{ a: Error 1 }", ".a: Ok 1 is not Error 1")]
    public void The_first_difference_of_nested_values_is_shown_with_its_path(string left, string right, string difference) =>
        Assert.EndsWith($"\n  first difference at {difference}", Run($"test \"t\" = {left} == {right}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "2")]
    [InlineData("Just 1", "Just 2")]
    [InlineData("[1]", "{}")]
    public void Values_that_differ_as_a_whole_show_no_path(string left, string right) =>
        Assert.DoesNotContain("first difference", Run($"test \"t\" = {left} == {right}").Message, StringComparison.Ordinal);

    [Fact]
    public void A_test_can_not_run_an_external_worker_but_sees_what_it_gets()
    {
        const string worker = "worker w with { external: true }\n\n";

        Assert.Contains(
            "worker \"w\" is external: a program outside the canvas handles its messages",
            Run(worker + "test \"t\"\n  Test::run \"w\" 1\n  true").Message,
            StringComparison.Ordinal);
        Assert.True(Run(worker + "test \"t\"\n  emit 1 \"w\"\n  Test::emitted \"w\" == [1]").Passed);
    }

    [Fact]
    public void A_test_keeps_the_first_hundred_log_lines()
    {
        var result = Run("test \"t\"\n  List::map (List::range 1 150) (\\x -> Log::warn \"line\" { x: x })\n  false");

        Assert.Equal((100, 50L), (result.Log.Count, result.LogLeftOut));
        Assert.Equal((LogLevel.Warn, "line"), (result.Log[0].Level, result.Log[0].Message));
    }

    [Theory]
    [InlineData("Int::add 1")]
    [InlineData("Date::now 1")]
    [InlineData("1 |> Int::negate 2")]
    [InlineData("one 1")]
    [InlineData("Just 1 2")]
    [InlineData("(\\x -> x) 1 2")]
    [InlineData("1 |> 2")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("{ a: 1; a: 2 }")]
    [InlineData("let r = { a: 1; b: [Int::add 1] } in r")]
    [InlineData("emit \"w\" { a: 1 }")]
    public void Code_that_a_check_rejects_fails_inside_Test_fails(string expression) =>
        Assert.True(Run($"fn one = 1\n\ntest \"t\" = Test::fails (\\ -> {expression})").Passed);

    [Fact]
    public void Another_seed_returns_other_random_values()
    {
        const string text = "test \"t\" = [Int::random 1 1000000] == []";

        Assert.NotEqual(RunAll(text, seed: 1)[0].Message, RunAll(text, seed: 2)[0].Message);
        Assert.Equal(RunAll(text, seed: 2)[0].Message, RunAll(text, seed: 2)[0].Message);
    }

    [Theory]
    [InlineData("test \"t\" = false", "the test returned false")]
    [InlineData("test \"t\" = 7", "a test must return true or false, but returned Int 7")]
    [InlineData("test \"t\" = ___", "no code is written yet")]
    [InlineData("test \"t\" = 1 / 0 == 0", "1 / 0 divides an Int by zero")]
    public void A_test_that_does_not_pass_says_why(string test, string message)
    {
        var result = Run(test);

        Assert.False(result.Passed);
        Assert.Equal(message, result.Message);
    }

    [Fact]
    public void Fails_is_true_for_an_error_and_false_for_a_value() =>
        AssertPasses(
            """
            fn nested (n: Int) = if n == 0 then 1 / 0 else nested (n - 1)

            test "t"
              Test::fails (\ -> nested 50) && Test::fails (\ -> 1 + "a") && (Test::fails (\ -> 1)) == false && nestedAfter 3

            fn nestedAfter (n: Int) = n == 3
            """);

    [Fact]
    public void Functions_given_to_the_library_are_called_in_order_once_for_each_item() =>
        AssertPasses(
            """
            worker w
              event

            test "t"
              List::map [3, 1] \x -> emit x "w"
              Dict::map { b: 1; a: 2 } \k v -> emit k "w"
              List::sortBy [2, 1] \x -> emit x "w"
              List::findFirst [5, 6] (\x -> emit x "w" == 5)
              List::all [7, 8] (\x -> emit x "w" == 0)
              List::takeWhile [9, 10, 11] (\x -> emit x "w" < 10)
              List::map2 [1] [] (\a b -> emit a "w")
              Option::map2 (Just 1) Nothing (\a b -> emit a "w")
              Tuple2::mapBoth (\x -> emit x "w") (\x -> emit x "w") (12, 13)
              Test::emitted "w" == [3, 1, "a", "b", 2, 1, 5, 7, 8, 9, 10, 12, 13]
            """);

    [Fact]
    public void Arguments_and_entries_are_evaluated_from_left_to_right() =>
        AssertPasses(
            """
            worker w
              event

            test "t"
              Int::add (emit 1 "w") (emit 2 "w")
              [emit 3 "w", emit 4 "w"]
              { b: emit 5 "w"; a: emit 6 "w" }
              (emit 7 "w", emit 8 "w")
              (emit 9 "w") + (emit 10 "w")
              Test::emitted "w" == List::range 1 10
            """);

    [Fact]
    public void Queues_and_crons_can_be_controlled_and_read() =>
        AssertPasses(
            """
            worker guard
              if Queue::count "work" >= 2 then Queue::pause "work" else Queue::resume "work"

            worker work
              event

            cron nightly daily at 03:00
              1

            test "t"
              emit 1 "work"
              Test::run "guard" null
              let before = Queue::isPaused "work"
              emit 2 "work"
              Test::run "guard" null
              Log::info "guarded" { before: before }
              (before, Queue::isPaused "work", Cron::runNow "nightly") == (false, true, null)
                && Test::fails (\ -> Queue::pause "wrok")
                && Test::fails (\ -> Cron::runNow "work")
            """);

    [Fact]
    public void A_worker_can_be_run_and_its_emits_read() =>
        AssertPasses(
            """
            worker first
              emit { n: event.n + 1 } "second"
              emit { n: event.n + 2 } "second"
              "done"

            worker second
              event.n

            test "t"
              let result = Test::run "first" { n: 1 }
              let events = Test::emitted "second"
              result == "done" && events == [{ n: 2 }, { n: 3 }] && List::map events (\e -> Test::run "second" e) == [2, 3]
            """);

    [Fact]
    public void The_clock_is_fixed_until_it_is_set() =>
        AssertPasses(
            """
            test "t"
              let start = Date::now
              let later = Date::add start 60
              let set = Test::setNow later
              start != Date::now && Date::now == later
            """);

    [Fact]
    public void Emitting_once_with_the_same_key_emits_once() =>
        AssertPasses(
            """
            worker w = 1

            test "t"
              let results = [emitOnce 1 "k" "w", emitOnce 2 "k" "w", emitOnce 3 "other" "w"]
              results == [true, false, true] && Test::emitted "w" == [1, 3]
            """);

    [Fact]
    public void Each_test_has_its_own_emits_and_the_same_random_values()
    {
        var results = RunAll(
            """
            worker w = 1

            test "one"
              let e = emit (Int::random 1 1000000) "w"
              Test::emitted "w" == []

            test "two"
              let e = emit (Int::random 1 1000000) "w"
              Test::emitted "w" == []
            """);

        Assert.Equal(results[0].Message, results[1].Message);
        Assert.Contains("left:  [", results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_worker_is_an_error_with_the_nearest_name()
    {
        var result = Run("worker resize = 1\n\ntest \"t\" = Test::run \"resise\" 1 == 1");

        Assert.Equal("did you mean \"resize\"?", Assert.IsType<Outcome.Failed>(result.Outcome).Error.Help);
    }

    [Fact]
    public void An_endless_loop_is_not_an_expected_failure()
    {
        var result =
            Run("test \"t\" = Test::fails (\\ -> List::map (List::range 1 100000) (\\x -> x))", Limits.Default with { Steps = 10_000 });

        Assert.Equal(RuntimeErrorCodes.StepLimit, Assert.IsType<Outcome.Failed>(result.Outcome).Error.Code);
    }

    [Fact]
    public void The_filter_chooses_by_a_part_of_the_name()
    {
        var canvas = Programs.Canvas("test \"adds\" = true\n\ntest \"Takes away\" = true");

        Assert.Equal("Takes away", Assert.Single(TestRunner.Select(canvas, "AWAY")).Name);
    }

    private static void AssertPasses(string text)
    {
        var result = Run(text);
        Assert.True(result.Passed, $"{result.Message}\n{Programs.Show(result.Outcome)}");
    }

    private static TestResult Run(string text, Limits? limits = null) => Assert.Single(RunAll(text, limits));

    private static List<TestResult> RunAll(string text, Limits? limits = null, int seed = 1)
    {
        var loaded = CanvasLoader.LoadToTest([new SourceText("test.dark", text)], Checks.Names);
        Assert.NotNull(loaded.Canvas);
        var canvas = loaded.Canvas;
        return LargeStack.Run(() => TestRunner.Select(canvas, null).Select(test => TestRunner.Run(
            canvas, test, TestRunner.DefaultStart, seed, limits ?? Programs.SmallLimits, CancellationToken.None)).ToList());
    }
}
