using DarkLang.Lang.Diagnostics;
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
        Pure("Test::fails", "fn: -> a", "Bool", "Returns true if the function ends with an error.",
            @"Test::fails (\ -> 1 / 0) = true", static (execution, a) => Value.Bool(Fails(execution, a[0].AsFunction))),
        Pure("Test::run", "worker: String, event: a", "b", "Runs a worker with an event and returns its result.",
            """Test::run "double" 21 = 42""", errors: "ends the run if no worker has this name or the worker fails",
            static (execution, a) => Run(execution, a[0].AsString, a[1])),
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

    private static bool Fails(Execution execution, FunctionValue function)
    {
        var depth = execution.Depth;
        try
        {
            function.Invoke(execution, []);
            return false;
        }
        catch (RuntimeErrorException error) when (error.Code != RuntimeErrorCodes.StepLimit)
        {
            execution.ReturnTo(depth);
            return true;
        }
    }

    private static Value Run(Execution execution, string worker, Value @event)
    {
        var host = Host(execution);
        if (host.FindWorker(worker) is { } found)
        {
            if (found.Options.IsExternal)
                throw new RuntimeErrorException(
                    RuntimeErrorCodes.InvalidArgument,
                    $"worker \"{worker}\" is external: a program outside the canvas handles its messages, so a test can't run it",
                    $"check what it gets with `Test::emitted \"{worker}\"`");
            return ((FunctionCode)found.Body).Invoke(execution, [], [@event]);
        }
        var help = NearestName.Of(worker, host.Workers) is { } nearest ? $"did you mean \"{nearest}\"?" : null;
        throw new RuntimeErrorException(RuntimeErrorCodes.InvalidArgument, $"no worker is named \"{worker}\"", help);
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
