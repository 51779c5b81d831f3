using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>What a name refers to, as far as that is known before the program runs.</summary>
internal abstract record Callee
{
    /// <summary>A variable, or any expression that may turn out to be a function.</summary>
    public sealed record Computed(Node Value) : Callee;

    public sealed record OfCanvas(DeclaredFunction Function) : Callee;

    public sealed record OfLibrary(LibraryFunction Function) : Callee;

    public sealed record OfConstructor(Constructor Constructor) : Callee;

    public sealed record OfOperator(BinaryOperator Operator) : Callee;

    /// <summary>An unknown name, which is already reported.</summary>
    public sealed record Unknown : Callee;
}
