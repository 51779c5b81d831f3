using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The functions that a test replaces.</summary>
internal sealed class TestStubs(Canvas canvas)
{
    private readonly Dictionary<string, FunctionValue> _byName = new(StringComparer.Ordinal);

    /// <summary>Replaces a function for the rest of the test.</summary>
    public Value Add(string name, Value stub)
    {
        var parameters = ParametersOf(name);
        if (stub.Reference is not FunctionValue function)
            throw TestErrors.Of(
                $"`Test::stub` replaces `{name}` by a function, not by {OperatorErrors.Describe(stub)}",
                @"write a lambda that returns the value: `\ -> value`");
        if (function.Arity != parameters)
            throw TestErrors.Of(
                $"`{name}` takes {CallErrors.Count(parameters)}, but its stub takes {CallErrors.Count(function.Arity)}",
                "give the stub the same parameters");
        _byName[name] = function;
        return Value.Null;
    }

    /// <summary>Calls what replaces a function; returns false if nothing does.</summary>
    public bool TryCall(string name, Execution execution, ReadOnlySpan<Value> arguments, out Value result)
    {
        result = default;
        // Inside the stub, the name means the original function.
        if (_byName.Count == 0 || !_byName.Remove(name, out var stub))
            return false;
        try
        {
            result = stub.Invoke(execution, arguments);
        }
        finally
        {
            _byName[name] = stub;
        }
        return true;
    }

    /// <summary>Calls what replaces an impure library function, and checks its result.</summary>
    public bool TryCall(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, out Value result)
    {
        if (!TryCall(function.Name, execution, arguments, out result))
            return false;
        if (function.Returns.Kind is { } kind && !Kinds.Is(in result, kind))
            throw TestErrors.Of($"the stub of `{function.Name}` returned {OperatorErrors.Describe(result)}, not {Kinds.Name(kind)}");
        return true;
    }

    private int ParametersOf(string name)
    {
        if (canvas.Functions.TryGetValue(name, out var code))
            return code.ParameterCount;
        if (LibraryCatalog.Standard.Find(name) is not { } library)
            throw TestErrors.Of($"there is no function named `{name}` to stub", HelpFor(name));
        return library.IsImpure
            ? library.Parameters.Count
            : throw TestErrors.Of(
                $"`{name}` can't be stubbed: it depends on nothing but its arguments", "stub the function of the canvas that calls it");
    }

    private string? HelpFor(string name)
    {
        var known = canvas.Functions.Keys.Concat(LibraryCatalog.Standard.Functions.Where(one => one.IsImpure).Select(one => one.Name));
        return NearestName.Of(name, known) is { } nearest ? $"did you mean \"{nearest}\"?" : null;
    }
}
