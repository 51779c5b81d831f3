namespace DarkLang.Lang.Syntax;

/// <summary>A type as written.</summary>
public abstract record TypeSyntax(Span Span);

/// <summary><c>Int</c>, <c>Option&lt;Int&gt;</c> or the name of a declared type.</summary>
public sealed record NamedType(Span Span, string Name, IReadOnlyList<TypeSyntax> Arguments) : TypeSyntax(Span);

public sealed record ListType(Span Span, TypeSyntax Item) : TypeSyntax(Span);

public sealed record TupleType(Span Span, IReadOnlyList<TypeSyntax> Items) : TypeSyntax(Span);

public sealed record RecordType(Span Span, IReadOnlyList<RecordTypeField> Fields) : TypeSyntax(Span);

public sealed record RecordTypeField(Span Span, string Name, Span NameSpan, TypeSyntax Type);

public sealed record FunctionType(Span Span, TypeSyntax Parameter, TypeSyntax Result) : TypeSyntax(Span);
