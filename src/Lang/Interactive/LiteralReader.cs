using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Numerals;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Interactive;

/// <summary>Builds the value of an expression of literals for <see cref="ValueLiteral"/>.</summary>
internal sealed class LiteralReader(SourceText source)
{
    /// <summary>The functions that make what has no literal of its own. They end quickly.</summary>
    private static readonly string[] Makers =
    [
        "Date::parse", "Date::fromParts", "Date::fromSeconds", "Uuid::parse", "Bytes::fromHex", "Bytes::base64Decode", "Bytes::empty",
        "Decimal::parse", "Decimal::fromInt",
        "String::toBytes", "Float::divide", "Dict::empty",
    ];

    public Value Read(Expr expression) => expression switch
    {
        IntLiteral number => Value.Int(number.Value),
        FloatLiteral number => Float(number),
        DecimalLiteral number => Value.Decimal(number.Value),
        DurationLiteral duration => Value.Int(duration.Seconds),
        BoolLiteral flag => Value.Bool(flag.Value),
        NullLiteral => Value.Null,
        StringLiteral text => Value.String(text.Value),
        CharLiteral letter => Value.Char(letter.Value),
        ParenExpr parenthesised => Read(parenthesised.Inner),
        ListExpr list => Value.Of(list.Items.Count == 0 ? ListValue.Empty : new ListValue(Read(list.Items))),
        TupleExpr tuple => Value.Of(new TupleValue(Read(tuple.Items))),
        RecordExpr { Base: null } record => Read(record),
        ConstructorExpr { Constructor: Constructor.Nothing } => Value.Nothing,
        ApplyExpr { Function: ConstructorExpr { Constructor: not Constructor.Nothing } of, Arguments: [var inner] } =>
            Wrap(of.Constructor, Read(inner)),
        ApplyExpr { Function: LibraryNameExpr function } call => Call(function, call.Arguments),
        LibraryNameExpr function => Call(function, []),
        _ => throw NotAValue(expression.Span),
    };

    private Value Float(FloatLiteral number) =>
        FloatPrecision.KeepsWhole(Encoding.ASCII.GetBytes(source.Text, number.Span.Start, number.Span.Length), number.Value)
            ? Value.Float(number.Value)
            : throw Wrong(
                number.Span, $"{source[number.Span]} would become {ValueDisplay.Float(number.Value)}, the nearest Float",
                "it would lose digits", "write it as a String");

    private Value[] Read(IReadOnlyList<Expr> items)
    {
        var values = new Value[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(items[i]);
        return values;
    }

    private Value Read(RecordExpr record)
    {
        var fields = new DictBuilder(record.Fields.Count);
        foreach (var field in record.Fields)
        {
            if (!fields.TryAdd(field.Name, Read(field.Value)))
                throw Wrong(field.NameSpan, $"the record has two fields named `{field.Name}`", "given again here", "remove one of them");
        }
        return Value.Of(fields.ToDict());
    }

    private static Value Wrap(Constructor constructor, Value inner) => constructor switch
    {
        Constructor.Just => Value.Just(inner),
        Constructor.Ok => Value.Ok(inner),
        _ => Value.Error(inner),
    };

    private Value Call(LibraryNameExpr name, IReadOnlyList<Expr> arguments)
    {
        if (!Makers.Contains(name.FullName) || LibraryCatalog.Standard.Find(name.FullName) is not { } function)
            throw NotAValue(name.Span);
        var values = Read(arguments);
        if (values.Length != function.Parameters.Count)
            throw Wrong(
                name.Span, $"`{name.FullName}` takes another number of arguments than {values.Length}", "called here",
                $"it is {function.Signature}");
        try
        {
            ArgumentCheck.Verify(function, values);
            var made = function.Body(new Execution(PureHost.Instance, Limits.Default, CancellationToken.None), values);
            return name.Rail ? Unwrap(made, name) : made;
        }
        catch (RuntimeErrorException fault)
        {
            throw Wrong(name.Span, fault.Message, "called here", fault.Help);
        }
    }

    private Value Unwrap(Value made, LibraryNameExpr name) => made.Kind switch
    {
        ValueKind.Result when made.AsResult.IsOk => made.AsResult.Inner,
        ValueKind.Result => throw Wrong(name.Span, ValueText.ToText(made.AsResult.Inner, int.MaxValue), "made here", null),
        _ => made,
    };

    private LiteralException NotAValue(Span span) => Wrong(
        span, "an event is a value, and this is code", "this is not run",
        "write the value itself: `Date::parse? \"2031-02-03T04:05:06Z\"`, `Uuid::parse? \"…\"` and `Bytes::fromHex? \"…\"` are values too");

    private LiteralException Wrong(Span span, string message, string label, string? help) =>
        new(new Diagnostic(InteractiveCodes.NotAValue, Severity.Error, message, new Location(source, span), label, help));
}

/// <summary>Ends the reading of a literal.</summary>
internal sealed class LiteralException(Diagnostic diagnostic) : Exception
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
