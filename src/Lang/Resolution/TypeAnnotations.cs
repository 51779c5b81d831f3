using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

/// <summary>Checks that the types in annotations exist.</summary>
/// <param name="hasParameters">Whether a lowercase letter stands for any type, as in the signatures of functions.</param>
internal sealed class TypeAnnotations(Program program, SourceText source, bool hasParameters)
{
    /// <summary>Returns the kind of value that the type stands for; null if any kind will do.</summary>
    public ValueKind? Check(TypeSyntax? type)
    {
        if (type is NamedType named)
            CheckName(named);
        IEnumerable<TypeSyntax> parts = type switch
        {
            NamedType { Arguments: var arguments } => arguments,
            ListType list => [list.Item],
            TupleType tuple => tuple.Items,
            RecordType record => record.Fields.Select(field => field.Type),
            FunctionType function => [function.Parameter, function.Result],
            _ => [],
        };
        foreach (var part in parts)
            Check(part);
        return KindOf(type, program.Declarations);
    }

    public static ValueKind? KindOf(TypeSyntax? type, Declarations declarations) => type switch
    {
        null => null,
        NamedType named when BuiltInTypes.Names.Contains(named.Name) => Enum.TryParse<ValueKind>(named.Name, out var kind) ? kind : null,
        NamedType named => declarations.HasType(named.Name) ? ValueKind.Dict : null,
        ListType => ValueKind.List,
        TupleType => ValueKind.Tuple,
        RecordType => ValueKind.Dict,
        FunctionType => ValueKind.Function,
        _ => throw new UnreachableException(),
    };

    private void CheckName(NamedType type)
    {
        var known = program.Declarations;
        var isParameter = type.Name is [>= 'a' and <= 'z'];
        if (BuiltInTypes.Names.Contains(type.Name) || known.HasType(type.Name) || known.IsBroken(type.Name)
            || (isParameter && hasParameters))
            return;
        program.Sink.Error(
            ResolutionCodes.UnknownType, new Location(source, type.Span), $"there is no type named `{type.Name}`", "unknown type",
            Hint(type));
    }

    private string Hint(NamedType type)
    {
        if (type.Name is [>= 'a' and <= 'z'])
            return "write `Any`: only the parameters and the result of a `fn` have type parameters";
        if (Foreign(type.Name) is { } ours)
            return $"write `{ours}{source[type.Span][type.Name.Length..]}`";
        return NearestName.Of(type.Name, BuiltInTypes.Names.Concat(program.Declarations.Types)) is { } nearest
            ? $"did you mean `{nearest}`?"
            : $"declare it: `type {type.Name} = {{ … }}`";
    }

    private static string? Foreign(string name) => name switch
    {
        "Integer" or "Number" or "Int64" or "Int32" or "Long" or "BigInt" => "Int",
        "Double" => "Float",
        "BigDecimal" or "Money" or "Numeric" or "Currency" => "Decimal",
        "Boolean" => "Bool",
        "Text" or "Str" => "String",
        "Array" or "Set" or "Seq" or "Vec" => "List",
        "Map" or "Record" or "Object" => "Dict",
        "DateTime" or "Time" or "Timestamp" or "Instant" => "Date",
        "Unit" or "Void" or "Nil" or "None" => "Null",
        "Maybe" or "Optional" or "Nullable" => "Option",
        "Either" => "Result",
        "UUID" or "Guid" => "Uuid",
        "JSON" or "Json" or "Dynamic" or "Unknown" => "Any",
        _ => null,
    };
}
