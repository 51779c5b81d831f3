using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Testing;

/// <summary>The functions that only tests may call. Their host is always a <see cref="TestHost"/>.</summary>
internal static class TestFunctions
{
    public const string Module = "Test";

    private static readonly Dictionary<string, LibraryFunction> ByName = All().ToDictionary(function => function.Name);

    public static IEnumerable<string> Names => ByName.Keys.Select(name => name[(Module.Length + 2)..]);

    public static LibraryFunction? Find(string fullName) => ByName.GetValueOrDefault(fullName);

    public static LibraryFunction[] All() =>
    [
        Pure("Test::fails", "fn: -> a", "Bool",
            "Returns true if the function ends with an error. What the test itself does wrong, such as naming no worker, does not count.",
            @"Test::fails (\ -> 1 / 0) = true",
            static (execution, a) => Value.Bool(ExpectedFailure.Occurs(execution, null, a[0].AsFunction))) with { ExpectsFailure = true },
        Pure("Test::failsWith", "expected: String, fn: -> a", "Bool",
            $"Returns true if the function ends with an error that has this code, such as `{RuntimeErrorCodes.DivisionByZero}`, or this "
                + "text in its message.",
            $@"Test::failsWith ""{RuntimeErrorCodes.DivisionByZero}"" (\ -> 1 / 0) = true", errors: "ends the run if `expected` is empty",
            static (execution, a) => Value.Bool(ExpectedFailure.Occurs(execution, a[0].AsString, a[1].AsFunction)))
            with { ExpectsFailure = true },
        Pure("Test::run", "worker: WorkerName, event: a", "b",
            "Runs a worker with an event, as a new message, and returns its result. If it fails, what it emitted is taken back.",
            """Test::run "double" 21 = 42""", errors: "ends the run if no worker has this name or the worker fails",
            static (execution, a) => Host(execution).RunWorker(execution, a[0].AsString, a[1])),
        Pure("Test::runCron", "cron: CronName", "b", "Runs a cron and returns its result. If it fails, what it emitted is taken back.",
            @"Test::runCron ""tick"" = ""tock""", errors: "ends the run if no cron has this name or the cron fails",
            static (execution, a) => Host(execution).RunCron(execution, a[0].AsString)),
        Pure("Test::attempt", "number: Int", "Null",
            "Sets the number of the attempt (`Message::attempt`) for what runs after it in this test. It is 1 at first.",
            "let _ = Test::attempt 3 in Message::attempt = 3", errors: "ends the run if `number` is less than 1",
            static (execution, a) => SetAttempt(execution, a[0].AsInt)),
        Pure("Test::drain", "", "List<Dict>",
            "Runs the emitted messages, and those that they emit, until none is left that can run. Delayed ones move the clock. Returns "
            + "`{ worker; event; attempt; result }` for each attempt, in the order in which they ran: the result is `Ok` or `Error text`.",
            """let _ = emit 4 "double" in List::map Test::drain \run -> run.result = [Ok 8]""",
            errors: $"ends the run after {TestPipeline.MaxAttempts} attempts",
            static (execution, _) => Value.Of(new ListValue(Host(execution).Drain(execution)))),
        Pure("Test::stub", "function: String, fn: a", "Null",
            "Lets another function take the place of one in this test: a function of the canvas, or one that depends on the outside, "
            + "such as `Date::now`. Inside the other function, the name means the original.",
            """let _ = Test::stub "Int::random" (\low high -> low) in Int::random 3 9 = 3""",
            errors: "ends the run if there is no such function, if it is a pure one of the library, or if `fn` takes another number of "
                + "arguments",
            static (execution, a) => Host(execution).Stubs.Add(a[0].AsString, a[1])),
        Pure("Test::emitted", "worker: String", "List<a>", "Returns the events emitted to a worker so far in this test.",
            """let _ = emit 21 "double" in Test::emitted "double" = [21]""",
            static (execution, a) => Value.Of(new ListValue(Host(execution).Emitted(a[0].AsString)))),
        Pure("Test::respond", "call: String, answer: a", "Null",
            "Answers the calls of this test to a URL. The answer is a record with a `code`, and as you need them `headers` and a `body`; "
                + "or another value, which is the body; or an Error with a text, for a call without a response. Other calls end the test. "
                + "`Test::respond \"run cat\"` answers for a program, with its `exitCode`, `stdout` and `stderr`.",
            """let _ = Test::respond "GET https://example.com/" { code: 404 } in """
                + """(HttpClient::get "https://example.com/" {} {} |> Result::isError) = true""",
            static (execution, a) => Respond(execution, a[0].AsString, a[1])),
        Pure("Test::setNow", "date: Date", "Null", "Sets the clock of this test.",
            "let _ = Test::setNow (Date::fromSeconds 60) in Date::now = Date::fromSeconds 60",
            static (execution, a) => SetNow(execution, a[0])),
    ];

    private static TestHost Host(Execution execution) => (TestHost)execution.Host;

    private static Value SetAttempt(Execution execution, long number)
    {
        if (number is < 1 or > int.MaxValue)
            throw TestErrors.Of($"attempts are counted from 1, so there is no attempt {number}");
        Host(execution).Attempt = (int)number;
        return Value.Null;
    }

    private static Value Respond(Execution execution, string call, Value answer)
    {
        Host(execution).Answers.Respond(call, answer);
        return Value.Null;
    }

    private static Value SetNow(Execution execution, Value date)
    {
        Host(execution).Now = date.AsDate;
        return Value.Null;
    }
}
