using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// What is known about a value before the program runs. It never claims too much: the value certainly has this type, and if several types
/// are possible it is <see cref="AnyType"/>.
/// </summary>
internal abstract record DarkType : IJsonType
{
    /// <summary>Larger types help nobody, and a program could double their size line by line.</summary>
    private const int LargestSize = 4_000;

    private DarkType()
    {
    }

    public static readonly DarkType Any = new AnyType();

    /// <summary>The type of an expression that never returns a value, and of the items of an empty list.</summary>
    public static readonly DarkType Never = new NeverType();

    public static readonly DarkType Int = new Plain(ValueKind.Int);
    public static readonly DarkType Float = new Plain(ValueKind.Float);
    public static readonly DarkType Decimal = new Plain(ValueKind.Decimal);
    public static readonly DarkType Bool = new Plain(ValueKind.Bool);
    public static readonly DarkType Null = new Plain(ValueKind.Null);
    public static readonly DarkType String = new Plain(ValueKind.String);
    public static readonly DarkType Char = new Plain(ValueKind.Char);
    public static readonly DarkType AnyTuple = new Tuple(null);
    public static readonly DarkType AnyRecord = new Record(new Dictionary<string, DarkType>(), IsOpen: true);
    public static readonly DarkType AnyFunction = new Function(null, Any);

    /// <summary>The kind of its values; null if that is not known.</summary>
    public ValueKind? Kind => this switch
    {
        Plain plain => plain.Kind,
        List => ValueKind.List,
        Tuple => ValueKind.Tuple,
        Record or Declared or Dict => ValueKind.Dict,
        Option => ValueKind.Option,
        Result => ValueKind.Result,
        Function => ValueKind.Function,
        _ => null,
    };

    /// <summary>Returns the type of a field; null if nothing is known about it.</summary>
    public DarkType? FieldType(string name) => this switch
    {
        Declared declared => declared.Declaration.Fields.GetValueOrDefault(name)?.Type,
        Record record => record.Fields.GetValueOrDefault(name),
        Dict dict => dict.Value,
        _ => null,
    };

    /// <inheritdoc/>
    public ValueKind? NumberKind => this switch
    {
        Plain { Of: ValueKind.Decimal or ValueKind.Float } plain => plain.Of,
        Option option => option.Inner.NumberKind,
        Result result => result.Ok.NumberKind,
        _ => null,
    };

    /// <inheritdoc/>
    public IJsonType? ItemAt(int index) => this switch
    {
        List list => list.Item,
        Tuple { Items: { } items } when index < items.Count => items[index],
        Option option => option.Inner.ItemAt(index),
        Result result => result.Ok.ItemAt(index),
        _ => null,
    };

    /// <inheritdoc/>
    public IJsonType? FieldOf(string name) => this switch
    {
        Option option => option.Inner.FieldOf(name),
        Result result => name == "Error" ? result.Error : result.Ok.FieldOf(name),
        _ => FieldType(name),
    };

    public virtual int Size => 1;

    public bool IsTooLarge => Size > LargestSize;

    private static int SizeOf(IEnumerable<DarkType> parts) => 1 + (int)Math.Min(parts.Sum(part => (long)part.Size), LargestSize);

    public sealed record AnyType : DarkType;

    public sealed record NeverType : DarkType;

    /// <summary>A type parameter of a function: any type, but the same wherever the function names it.</summary>
    public sealed record Variable(string Name) : DarkType;

    /// <summary>A kind without parts.</summary>
    public sealed record Plain(ValueKind Of) : DarkType
    {
        public new ValueKind Kind => Of;
    }

    /// <param name="Item">The type of all items.</param>
    /// <param name="HasItems">Whether it is known not to be empty.</param>
    public sealed record List(DarkType Item, bool HasItems = false) : DarkType
    {
        public override int Size { get; } = 1 + Item.Size;
    }

    /// <param name="Items">Null if not even their number is known.</param>
    public sealed record Tuple(IReadOnlyList<DarkType>? Items) : DarkType
    {
        public override int Size { get; } = SizeOf(Items ?? []);
    }

    /// <param name="Fields">The fields that it certainly has.</param>
    /// <param name="IsOpen">Whether it may have other fields.</param>
    public sealed record Record(IReadOnlyDictionary<string, DarkType> Fields, bool IsOpen) : DarkType
    {
        public override int Size { get; } = SizeOf(Fields.Values);
    }

    /// <summary>A record of a <c>type</c> item.</summary>
    public sealed record Declared(TypeDeclaration Declaration) : DarkType;

    /// <summary>A record whose keys are data; every value is of one type.</summary>
    public sealed record Dict(DarkType Value) : DarkType
    {
        public override int Size { get; } = 1 + Value.Size;
    }

    /// <param name="Inner"><see cref="Never"/> for Nothing.</param>
    /// <param name="IsJust">Whether it is known not to be Nothing.</param>
    public sealed record Option(DarkType Inner, bool IsJust = false) : DarkType
    {
        public override int Size { get; } = 1 + Inner.Size;
    }

    /// <summary>The side that it is known not to be is <see cref="Never"/>.</summary>
    public sealed record Result(DarkType Ok, DarkType Error) : DarkType
    {
        public override int Size { get; } = 1 + Ok.Size + Error.Size;
    }

    /// <param name="Parameters">The types of its parameters; null if not even their number is known.</param>
    public sealed record Function(IReadOnlyList<DarkType>? Parameters, DarkType Returns) : DarkType
    {
        public override int Size { get; } = SizeOf([.. Parameters ?? [], Returns]);
    }
}

/// <summary>A <c>type</c> item. Its fields may name the type itself.</summary>
internal sealed class TypeDeclaration(string name, Location at)
{
    public string Name => name;

    public Location At => at;

    /// <summary>Set when all names are declared.</summary>
    public IReadOnlyDictionary<string, DeclaredField> Fields { get; set; } = new Dictionary<string, DeclaredField>();
}

internal sealed record DeclaredField(DarkType Type, Location At);
