using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

internal enum BindingKind
{
    Let,

    /// <summary>Of a fn, or the name a worker gives its event.</summary>
    Parameter,

    /// <summary>The event that no one named, and what patterns and lambdas bind: not using it is nothing unusual.</summary>
    Given,
}

/// <summary>A name bound in a body, and how it is used there.</summary>
/// <param name="Value">What a <c>let</c> binds it to.</param>
internal sealed record Binding(string Name, Span Span, BindingKind Kind, Expr? Value)
{
    public bool IsUsed { get; set; }

    /// <summary>Where it is called, as if it were a function.</summary>
    public List<Span> Calls { get; } = [];

    /// <summary>Whether the value may be a function: then calling it is what was meant.</summary>
    public bool MayBeFunction { get; init; }
}
