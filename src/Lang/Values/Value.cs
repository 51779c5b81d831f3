namespace DarkLang.Lang.Values;

public enum ValueKind
{
    // In the sort order of kinds.
    Int,
    Float,
    Decimal,
    Bool,
    Null,
    String,
    Char,
    List,
    Tuple,
    Dict,
    Function,
    Date,
    Password,
    Uuid,
    Option,
    Result,
    Bytes,
}

/// <summary>
/// A value of the language in 16 bytes. Numbers, Bools and Dates are in <see cref="Bits"/>, without an allocation; their
/// <see cref="Reference"/> is null (an Int) or a tag. Every other value is one immutable object.
/// </summary>
public readonly struct Value
{
    internal readonly object? Reference;
    internal readonly long Bits;

    private Value(object? reference, long bits)
    {
        Reference = reference;
        Bits = bits;
    }

    public static Value Null { get; } = new(Tag.Null, 0);

    public static Value True { get; } = new(Tag.Bool, 1);

    public static Value False { get; } = new(Tag.Bool, 0);

    public static Value Nothing { get; } = new(OptionValue.Nothing, 0);

    public static Value Int(long value) => new(null, value);

    public static Value Float(double value) => new(Tag.Float, BitConverter.DoubleToInt64Bits(value));

    public static Value Decimal(decimal number) => new(new DecimalValue(number), 0);

    public static Value Bool(bool value) => value ? True : False;

    /// <summary>Stores an instant as UTC ticks of 100 ns.</summary>
    public static Value Date(DateTimeOffset instant) => new(Tag.Date, instant.UtcTicks);

    /// <summary><paramref name="text"/> must be NFC.</summary>
    public static Value String(string text) => new(text, 0);

    /// <summary><paramref name="cluster"/> must be one grapheme cluster in NFC.</summary>
    public static Value Char(string cluster) => Char(cluster.AsSpan());

    internal static Value Char(ReadOnlySpan<char> cluster) => new(CharValue.Of(cluster), 0);

    public static Value Uuid(Guid id) => new(new UuidValue(id), 0);

    public static Value Just(Value inner) => new(new OptionValue(true, inner), 0);

    public static Value Ok(Value inner) => new(new ResultValue(true, inner), 0);

    public static Value Error(Value inner) => new(new ResultValue(false, inner), 0);

    /// <summary>A list, tuple, dict, function, bytes or another kind that is one object.</summary>
    public static Value Of(HeapValue value) => new(value, 0);

    public ValueKind Kind => Reference switch
    {
        null => ValueKind.Int,
        string => ValueKind.String,
        HeapValue heap => heap.Kind,
        _ => throw new UnreachableException(),
    };

    public bool IsInt => Reference is null;

    public bool IsFloat => ReferenceEquals(Reference, Tag.Float);

    public bool IsDecimal => Reference is DecimalValue;

    public bool IsNumber => IsInt || IsFloat || IsDecimal;

    public bool IsBool => ReferenceEquals(Reference, Tag.Bool);

    public bool IsNull => ReferenceEquals(Reference, Tag.Null);

    public bool IsString => Reference is string or Rope;

    public bool IsDate => ReferenceEquals(Reference, Tag.Date);

    public bool IsTrue => IsBool && Bits != 0;

    // The properties below assume that the kind was checked.
    public long AsInt => Bits;

    public double AsFloat => BitConverter.Int64BitsToDouble(Bits);

    public decimal AsDecimal => ((DecimalValue)Reference!).Number;

    public bool AsBool => Bits != 0;

    public string AsString => Reference as string ?? ((Rope)Reference!).Text;

    /// <summary>The length of a String in UTF-16 units.</summary>
    internal int TextLength => Reference is string text ? text.Length : ((Rope)Reference!).Length;

    public DateTimeOffset AsDate => new(Bits, TimeSpan.Zero);

    public string AsChar => ((CharValue)Reference!).Text;

    public Guid AsUuid => ((UuidValue)Reference!).Id;

    public ListValue AsList => (ListValue)Reference!;

    public TupleValue AsTuple => (TupleValue)Reference!;

    public DictValue AsDict => (DictValue)Reference!;

    public OptionValue AsOption => (OptionValue)Reference!;

    public ResultValue AsResult => (ResultValue)Reference!;

    public FunctionValue AsFunction => (FunctionValue)Reference!;

    public BytesValue AsBytes => (BytesValue)Reference!;

    public override string ToString() => $"{Kind}";

    private sealed class Tag(ValueKind kind) : HeapValue
    {
        public static readonly Tag Float = new(ValueKind.Float);
        public static readonly Tag Bool = new(ValueKind.Bool);
        public static readonly Tag Null = new(ValueKind.Null);
        public static readonly Tag Date = new(ValueKind.Date);

        public override ValueKind Kind => kind;
    }
}
