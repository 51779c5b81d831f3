using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Adds up numbers of one kind.</summary>
internal struct NumberTotal(ValueKind kind)
{
    private long _whole;
    private double _real;
    private decimal _exact;

    public readonly ValueKind Kind => kind;

    public readonly Value Value => kind switch
    {
        ValueKind.Float => Value.Float(_real),
        ValueKind.Decimal => Value.Decimal(_exact),
        _ => Value.Int(_whole),
    };

    /// <summary>Returns the kind of a sum that begins with a value: Int for what is not a number.</summary>
    public static ValueKind KindOf(Value first) => first.IsFloat ? ValueKind.Float : first.IsDecimal ? ValueKind.Decimal : ValueKind.Int;

    /// <summary>Adds a number of the kind of the total.</summary>
    public void Add(Value number)
    {
        if (kind == ValueKind.Int)
            _whole = IntArithmetic.Add(_whole, number.AsInt);
        else if (kind == ValueKind.Float)
            _real += number.AsFloat;
        else
            _exact = DecimalArithmetic.Apply(BinaryOperator.Add, _exact, number.AsDecimal);
    }
}
