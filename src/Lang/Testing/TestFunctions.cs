using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The functions that only tests may call. Their host is always a <see cref="TestHost"/>.</summary>
internal static class TestFunctions
{
    public const string Module = "Test";

    private static readonly LibraryType Any = new("a", null, []);

    private static readonly Dictionary<string, LibraryFunction> ByName = new LibraryFunction[]
    {
        new("Test::fails", [new LibraryParameter("fn", new LibraryType("Function", ValueKind.Function, [Any]))], Type(ValueKind.Bool),
            "True if the function ends in an error.", static (execution, a) => Value.Bool(Fails(execution, a[0].AsFunction))),
        new("Test::run", [new LibraryParameter("worker", Type(ValueKind.String)), new LibraryParameter("event", Any)], Any,
            "Runs a worker on an event and gives its result.", static (execution, a) => Run(execution, a[0].AsString, a[1])),
        new("Test::emitted", [new LibraryParameter("worker", Type(ValueKind.String))], Type(ValueKind.List),
            "The events emitted to a worker so far in this test.", static (execution, a) => Value.Of(new ListValue(Host(execution).Emitted(a[0].AsString)))),
        new("Test::setNow", [new LibraryParameter("date", Type(ValueKind.Date))], Type(ValueKind.Null),
            "Sets the clock of this test.", static (execution, a) => SetNow(execution, a[0])),
    }.ToDictionary(function => function.Name);

    public static IEnumerable<string> Names => ByName.Keys.Select(name => name[(Module.Length + 2)..]);

    public static LibraryFunction? Find(string fullName) => ByName.GetValueOrDefault(fullName);

    private static LibraryType Type(ValueKind kind) => new(kind.ToString(), kind, []);

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
        if (host.FindWorker(worker) is { } code)
            return code.Invoke(execution, [], [@event]);
        var help = NearestName.Of(worker, host.Workers) is { } nearest ? $"did you mean \"{nearest}\"?" : null;
        throw new RuntimeErrorException(RuntimeErrorCodes.InvalidArgument, $"there is no worker named \"{worker}\" to run", help);
    }

    private static Value SetNow(Execution execution, Value date)
    {
        Host(execution).Now = date.AsDate;
        return Value.Null;
    }
}
