using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

internal enum BindingKind
{
    Let,

    /// <summary>A parameter of a fn, or the name that a worker gives its event.</summary>
    Parameter,

    /// <summary>An unnamed event, or a name bound by a pattern or lambda: it may stay unused.</summary>
    Implicit,
}

/// <summary>A name bound in a body, and its uses there.</summary>
/// <param name="Value">The value that a <c>let</c> binds it to.</param>
internal sealed record Binding(string Name, Span Span, BindingKind Kind, Expr? Value)
{
    public bool IsUsed { get; set; }

    /// <summary>The places where it is called like a function.</summary>
    public List<Span> Calls { get; } = [];

    /// <summary>Whether the value may be a function, so that calling it may be intended.</summary>
    public bool MayBeFunction { get; init; }
}
