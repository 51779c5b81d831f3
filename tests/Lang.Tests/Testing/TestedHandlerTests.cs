using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Tests.Evaluation;
using TestResult = DarkLang.Lang.Testing.TestResult;

namespace DarkLang.Lang.Tests.Testing;

/// <summary>What a test can do with the handlers and functions of its canvas.</summary>
public sealed class TestedHandlerTests
{
    private const string Shop =
        """
        fn price (item: String) : Int = if item == "tea" then 450 else 1 / 0

        worker order (order) with { dedupe: order.id; retries: 2; dedupeFor: 1h }
          if Message::attempt < order.failures then fail "busy"
          emit { to: order.id; cents: price order.item } "bill"
          price order.item

        worker bill
          { id: Message::id; at: Message::emittedAt; to: event.to }

        worker later
          if Date::now < event.due then Message::snooze 60
          "ran"

        worker loop
          emit event "loop"

        worker index with { key: event.id; debounce: (5s, 12s) }
          event.n

        worker burst
          emit { id: 1; n: 2 } "index"
          emit { id: 1; n: 3 } "index"
          fail "busy"

        worker together (numbers: List<Int>) with { batch: 10 }
          List::length numbers

        cron nightly daily at 03:00
          emit { id: 7; item: "tea"; failures: 0 } "order"
          "started"


        """;

    [Theory]
    [InlineData("a worker with batch gets a List", """Test::run "together" [1, 2, 3] == 3""")]
    [InlineData("each drained message is a List of one",
        """(let _ = emit 1 "together" in let _ = emit 2 "together" in List::map Test::drain \run -> run.result) == [Ok 1, Ok 1]""")]
    [InlineData("a handler sees a message", """(Test::run "bill" { to: 1 }).at == Date::now""")]
    [InlineData("ids differ", """(Test::run "bill" { to: 1 }).id != (Test::run "bill" { to: 1 }).id""")]
    [InlineData("the attempt can be set", """
        Test::attempt 3
        Test::run "order" { id: 1; item: "tea"; failures: 3 } == 450
        """)]
    [InlineData("a failure names its error", """Test::failsWith "busy" \ -> Test::run "order" { id: 1; item: "tea"; failures: 3 }""")]
    [InlineData("or its code", """Test::failsWith "D0505" \ -> Test::run "order" { id: 1; item: "cup"; failures: 0 }""")]
    [InlineData("a failed run emits nothing", """
        let failed = Test::fails \ -> Test::run "order" { id: 1; item: "cup"; failures: 0 }
        failed && Test::emitted "bill" == []
        """)]
    [InlineData("a cron runs", """
        Test::runCron "nightly" == "started" && Test::emitted "order" == [{ id: 7; item: "tea"; failures: 0 }]
        """)]
    [InlineData("dedupe holds within its time", """
        let order = { id: 1; item: "tea"; failures: 0 }
        emit order "order"
        emit order "order"
        let first = List::length (Test::emitted "order")
        Test::setNow (Date::add Date::now 1h)
        emit order "order"
        (first, List::length (Test::emitted "order")) == (1, 2)
        """)]
    [InlineData("a drained pipeline", """
        Test::runCron "nightly"
        List::map Test::drain (\run -> run.worker) == ["order", "bill"]
        """)]
    [InlineData("retries, then a dead letter", """
        emit { id: 1; item: "tea"; failures: 9 } "order"
        List::map Test::drain (\run -> (run.attempt, run.result))
          == [(1, Error "D0515: busy"), (2, Error "D0515: busy"), (3, Error "D0515: busy")]
        """)]
    [InlineData("a snooze uses no attempt and moves the clock", """
        let due = Date::add Date::now 2m
        emit { due: due } "later"
        let runs = Test::drain
        List::map runs (\run -> (run.attempt, run.result))
          == [(1, Error "snoozed for 60 s"), (1, Error "snoozed for 60 s"), (1, Ok "ran")] && Date::now == due
        """)]
    [InlineData("of a burst, the newest runs", """
        let start = Date::now
        emit { id: 1; n: 1 } "index"
        Test::setNow (Date::add start 4s)
        emit { id: 1; n: 2 } "index"
        Test::setNow (Date::add start 8s)
        emit { id: 2; n: 3 } "index"
        emit { id: 1; n: 4 } "index"
        emit { id: null; n: 5 } "index"
        let results = List::map Test::drain (\run -> run.result)
        results == [Ok 5, Ok 4, Ok 3] && Date::now == Date::add start 13s
        """)]
    [InlineData("a handler that fails replaces nothing", """
        emit { id: 1; n: 1 } "index"
        Test::fails (\ -> Test::run "burst" 1) && List::map Test::drain (\run -> run.result) == [Ok 1]
        """)]
    [InlineData("what has no worker stays", """
        emit 1 "nobody"
        Test::drain == [] && Test::emitted "nobody" == [1]
        """)]
    [InlineData("what ran does not wait", """
        emit { to: 1 } "bill"
        let before = Queue::count "bill"
        Test::drain
        (before, Queue::count "bill") == (1, 0)
        """)]
    [InlineData("a function can be stubbed", """
        Test::stub "price" \item -> if item == "cup" then 1200 else price item
        (Test::run "order" { id: 1; item: "cup"; failures: 0 }, price "tea") == (1200, 450)
        """)]
    [InlineData("in callbacks too", """
        Test::stub "price" (\item -> String::length item)
        List::map ["a", "bb"] price == [1, 2]
        """)]
    [InlineData("an impure function can be stubbed", """
        Test::stub "Int::random" (\low high -> high)
        Int::random 1 6 == 6
        """)]
    public void A_test_passes(string name, string body) => AssertPasses(Run(Shop, name, body));

    [Theory]
    [InlineData("""Test::run "odrer" 1 == 1""", "D0545", "no worker is named \"odrer\"", "did you mean \"order\"?")]
    [InlineData("""Test::fails \ -> Test::run "odrer" 1""", "D0545", "no worker is named \"odrer\"", "did you mean \"order\"?")]
    [InlineData("""Test::runCron "nihgtly" == 1""", "D0545", "no cron is named \"nihgtly\"", "did you mean \"nightly\"?")]
    [InlineData("""Test::attempt 0 == 1""", "D0545", "attempts are counted from 1, so there is no attempt 0", null)]
    [InlineData(
        """Test::stub ("pri" ++ "ze") (\x -> 1)""", "D0545", "there is no function named `prize` to stub", "did you mean \"price\"?")]
    [InlineData(
        """Test::stub "price" 3""", "D0545", "`Test::stub` replaces `price` by a function, not by Int 3",
        @"write a lambda that returns the value: `\ -> value`")]
    [InlineData(
        """Test::stub ("pri" ++ "ce") (\a b -> 1)""", "D0545", "`price` takes 1 argument, but its stub takes 2 arguments",
        "give the stub the same parameters")]
    [InlineData(
        "let s = Test::stub \"price\" (\\x -> \"a\")\nprice \"tea\" == 1", "D0501",
        "`price` is declared to return an Int, but returned String of 1 character", null)]
    [InlineData(
        "let s = Test::stub \"Date::now\" (\\ -> 1)\nDate::now == 1", "D0545", "the stub of `Date::now` returned Int 1, not a Date", null)]
    [InlineData(
        "let e = emit 1 \"loop\"\nTest::drain == []", "D0546",
        "after 10000 attempts, 1 messages still wait; the next one is for worker \"loop\"",
        "look for a worker that emits to itself without end, or let the test emit less")]
    public void A_mistake_of_the_test_ends_it(string body, string code, string message, string? help)
    {
        var error = Assert.IsType<Outcome.Failed>(Run(Shop, "t", body).Outcome).Error;

        Assert.Equal((code, message, help), (error.Code, error.Message, error.Help));
    }

    [Theory]
    [InlineData("Test::fails \\ -> { a: 1 }.b", 1)]
    [InlineData("Test::fails \\ -> (\\x -> x) 1 2", 1)]
    [InlineData("Test::fails \\ -> price \"cup\"", 0)]
    [InlineData("Test::fails \\ -> price 1", 0)]
    public void A_failure_of_the_test_itself_is_warned_of(string body, int warnings)
    {
        var result = Run(Shop, "t", body);

        AssertPasses(result);
        Assert.Equal(warnings, result.Warnings.Count);
    }

    [Theory]
    [InlineData("Test::fails \\ -> price \"tea\"", "`Test::fails` expected an error, but the function returned 450")]
    [InlineData("Test::failsWith \"busy\" \\ -> price \"tea\"", "`Test::failsWith` expected \"busy\", but the function returned 450")]
    [InlineData(
        "Test::failsWith \"D0501\" \\ -> price \"cup\"",
        "`Test::failsWith` expected \"D0501\", but the function ended with D0505: 1 / 0 divides an Int by zero")]
    public void A_missing_failure_says_what_happened_instead(string body, string message) =>
        Assert.Equal(message, Run(Shop, "t", body).Message);

    [Theory]
    [InlineData("let a = 1\na == 2", "test.dark:5:3")]
    [InlineData("price \"tea\" == 450\n  && price \"tea\" == 451", "test.dark:5:8")]
    [InlineData("if true\nthen 1 == 2\nelse true", "test.dark:5:8")]
    [InlineData("match 1\n| 1 ->\n  let b = 2\n  b == 3\n| _ -> true", "test.dark:7:5")]
    [InlineData("let a = 1\na > 2", "test.dark:5:3")]
    [InlineData("let a = [1]\nList::isEmpty a", "test.dark:5:3")]
    public void A_failed_test_names_the_line_that_is_false(string body, string place) =>
        Assert.Equal(place, Run("fn price (item: String) : Int = 450\n\n", "t", body).FailedAt.ToString());

    private static void AssertPasses(TestResult result)
    {
        Assert.True(result.Passed, $"{result.Message}\n{Programs.Show(result.Outcome)}");
        Assert.Null(result.FailedAt);
    }

    private static TestResult Run(string canvas, string name, string body)
    {
        var test = $"test \"{name}\"\n  {body.ReplaceLineEndings("\n  ")}\n";
        var loaded = CanvasLoader.LoadToTest([new SourceText("test.dark", canvas + test)], Checks.Names);
        Assert.True(loaded.Canvas is not null, Programs.Render(loaded.Diagnostics));
        return LargeStack.Run(() => TestRunner.Run(
            loaded.Canvas, loaded.Canvas.Tests[0], TestRunner.DefaultStart, seed: 1, Programs.SmallLimits, CancellationToken.None));
    }
}
