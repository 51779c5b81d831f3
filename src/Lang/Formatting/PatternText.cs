using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary>Formats patterns and types, which are short and stay on one line.</summary>
internal sealed class PatternText(SourceText source)
{
    public string Of(Pattern pattern) => pattern switch
    {
        WildcardPattern => "_",
        NamePattern name => source[name.Span].ToString(),
        LiteralPattern literal => source[literal.Span].ToString(),
        ConstructorPattern { Argument: null } nothing => nothing.Constructor.ToString(),
        ConstructorPattern constructor => $"{constructor.Constructor} {Atom(constructor.Argument)}",
        TuplePattern tuple => $"({Joined(tuple.Items)})",
        ListPattern list => $"[{Joined(list.Items)}]",
        ConsPattern cons => $"{(cons.Head is ConsPattern ? $"({Of(cons.Head)})" : Of(cons.Head))} :: {Of(cons.Tail)}",
        RecordPattern { Fields: [] } => "{}",
        RecordPattern record => $"{{ {string.Join("; ", record.Fields.Select(Of))} }}",
        _ => throw new UnreachableException(),
    };

    /// <summary>Formats a pattern where only a simple one can stand: the parameter of a lambda, or the value of a constructor.</summary>
    public string Atom(Pattern pattern) =>
        pattern is ConsPattern or ConstructorPattern { Argument: not null } ? $"({Of(pattern)})" : Of(pattern);

    public string Of(TypeSyntax type) => type switch
    {
        NamedType { Arguments: [] } named => named.Name,
        NamedType named => $"{named.Name}<{string.Join(", ", named.Arguments.Select(Of))}>",
        ListType list => $"[{Of(list.Item)}]",
        TupleType tuple => $"({string.Join(", ", tuple.Items.Select(Of))})",
        RecordType { Fields: [] } => "{}",
        RecordType record => $"{{ {string.Join("; ", record.Fields.Select(Of))} }}",
        FunctionType function => $"({Of(function.Parameter)} -> {Of(function.Result)})",
        _ => throw new UnreachableException(),
    };

    public string Of(RecordTypeField field) => $"{field.Name}: {Of(field.Type)}";

    private string Joined(IReadOnlyList<Pattern> items) => string.Join(", ", items.Select(Of));
}
