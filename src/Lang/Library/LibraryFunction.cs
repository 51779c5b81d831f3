using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The code of a library function. Arguments are checked by kind before it is called.</summary>
public delegate Value LibraryBody(Execution execution, ReadOnlySpan<Value> arguments);

/// <summary>
/// A library function described once: the resolver, the checks, the documentation and completion all read this.
/// </summary>
/// <param name="Name"><c>Module::name</c>, or the bare name of a function without module.</param>
/// <param name="Example"><c>expression = expected</c>, or <c>expression fails CODE</c>. A test runs it.</param>
public sealed record LibraryFunction(
    string Name,
    IReadOnlyList<LibraryParameter> Parameters,
    LibraryType Returns,
    string Doc,
    string Example,
    LibraryBody Body)
{
    private readonly ValueKind?[] _expected = [.. Parameters.Select(parameter => parameter.Type.Kind)];

    /// <summary>When it returns an Error and when it ends the run, given arguments of the right kinds; null if it never does.</summary>
    public string? Errors { get; init; }

    /// <summary>An impure function is called through <see cref="IHost.Perform"/>, and its result is recorded.</summary>
    public bool IsImpure { get; init; }

    /// <summary>An action is impure and changes something outside. A replay notes it and does not perform it.</summary>
    public bool IsAction { get; init; }

    /// <summary>The kind each argument must have; null takes any.</summary>
    public ReadOnlySpan<ValueKind?> ExpectedKinds => _expected;

    /// <summary><c>List::map (list: List&lt;a&gt;, fn: (a -> b)) : List&lt;b&gt;</c></summary>
    public string Signature => Parameters.Count == 0
        ? $"{Name} : {Returns}"
        : $"{Name} ({string.Join(", ", Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))}) : {Returns}";
}

public sealed record LibraryParameter(string Name, LibraryType Type);

/// <summary>What a String of a signature names. The checks look for the handler before the program runs.</summary>
public enum NamedHandler
{
    Worker,
    Cron,
}

/// <summary>
/// A type in a signature: a kind with arguments, a type variable (<see cref="Kind"/> is null, <see cref="Name"/> its letter), or a function.
/// </summary>
public sealed record LibraryType(string Name, ValueKind? Kind, IReadOnlyList<LibraryType> Arguments, NamedHandler? Names = null)
{
    /// <summary>As signatures show it: <c>List&lt;a&gt;</c>, <c>(Int, a -> b)</c>.</summary>
    public override string ToString() => Kind == ValueKind.Function
        ? $"({string.Concat(string.Join(", ", Arguments.SkipLast(1)), " -> ").TrimStart()}{Arguments[^1]})"
        : Kind == ValueKind.Tuple ? $"({string.Join(", ", Arguments)})"
        : Arguments.Count == 0 ? Name : $"{Name}<{string.Join(", ", Arguments)}>";
}
