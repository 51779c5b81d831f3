using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The code of a library function. The kinds of the arguments are checked before the call.</summary>
public delegate Value LibraryBody(Execution execution, ReadOnlySpan<Value> arguments);

/// <summary>A library function. The resolver, the checks, the documentation and completion all use this one definition.</summary>
/// <param name="Name"><c>Module::name</c>, or the bare name of a function without a module.</param>
/// <param name="Example"><c>expression = expected</c>, or <c>expression fails CODE</c>. A test runs it.</param>
public sealed record LibraryFunction(
    string Name, IReadOnlyList<LibraryParameter> Parameters, LibraryType Returns, string Doc, string Example, LibraryBody Body)
{
    private readonly ValueKind?[] _expected = [.. Parameters.Select(parameter => parameter.Type.Kind)];

    /// <summary>When it returns an Error and when it ends the run, given arguments of the right kinds; null if it never does.</summary>
    public string? Errors { get; init; }

    public LibraryEffect Effect { get; init; }

    /// <summary>An impure function is called through <see cref="IHost.Perform"/>, and its result is recorded.</summary>
    public bool IsImpure => Effect != LibraryEffect.None;

    /// <summary>The function it is given is expected to fail, so what is wrong in it is not reported before the run.</summary>
    public bool ExpectsFailure { get; init; }

    /// <summary>The kind of each argument; null for any kind.</summary>
    public ReadOnlySpan<ValueKind?> ExpectedKinds => _expected;

    /// <summary>Notes for the recording of a run which arguments it must not show.</summary>
    internal static void NoteSecrets(IReadOnlyList<LibraryParameter> parameters, Execution execution, ReadOnlySpan<Value> arguments)
    {
        if (execution.Recorder is not { } recorder)
            return;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].IsSecret)
                recorder.Secrets.Add(arguments[i]);
        }
    }

    /// <summary><c>List::map (list: List&lt;a&gt;, fn: (a -> b)) : List&lt;b&gt;</c></summary>
    public string Signature => Parameters.Count == 0
        ? $"{Name} : {Returns}"
        : $"{Name} ({string.Join(", ", Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))}) : {Returns}";
}

/// <summary>What a function does besides computing its result.</summary>
public enum LibraryEffect
{
    /// <summary>Nothing: a pure function.</summary>
    None,

    /// <summary>Reads what is not the same each time, and changes nothing: the clock, chance, the counts of queues.</summary>
    Local,

    /// <summary>Changes something in the canvas, stored with the end of the attempt. A replay notes it and doesn't perform it.</summary>
    Inside,

    /// <summary>Reaches what is not in the canvas, such as a server. It can't be undone, so its result is stored at once.</summary>
    Outside,
}

/// <param name="IsSecret">Whether the argument is a key or a password, which no trace may show.</param>
public sealed record LibraryParameter(string Name, LibraryType Type, bool IsSecret = false);

/// <summary>A handler that a String names. The checks look for it before the program runs.</summary>
public enum NamedHandler
{
    Worker,
    Cron,
}

/// <summary>A type in a signature: a kind with arguments, a function, or a type variable.</summary>
/// <param name="Name">The letter of a type variable; otherwise the name of the kind.</param>
/// <param name="Kind">Null for a type variable.</param>
/// <param name="Names">What a String of this type names, if it is the name of a handler.</param>
/// <param name="Format">How a String of this type must be written. The checks read a literal one before the program runs.</param>
public sealed record LibraryType(
    string Name, ValueKind? Kind, IReadOnlyList<LibraryType> Arguments, NamedHandler? Names = null, TextFormat? Format = null)
{
    /// <summary>The type as signatures show it: <c>List&lt;a&gt;</c>, <c>(Int, a -> b)</c>.</summary>
    public override string ToString() => Kind == ValueKind.Function
        ? $"({string.Concat(string.Join(", ", Arguments.SkipLast(1)), " -> ").TrimStart()}{Arguments[^1]})"
        : Kind == ValueKind.Tuple ? $"({string.Join(", ", Arguments)})"
        : Arguments.Count == 0 ? Name : $"{Name}<{string.Join(", ", Arguments)}>";
}
