using DarkLang.Lang.Values;

namespace DarkLang.Lang.Interactive;

/// <summary>Writes one value for <see cref="ValueLiteral"/>, as the formatter would lay it out.</summary>
/// <param name="longest">The length at which a line is given up; its text is incomplete then.</param>
internal sealed class LiteralWriter(int longest)
{
    private const int Indent = 2;
    private const int ShortestLine = 20;

    private readonly StringBuilder _text = new();

    private bool IsTooLong => _text.Length > longest;

    public override string ToString() => _text.ToString();

    /// <summary>Writes a value. What does not fit its line is broken into lines.</summary>
    public void WriteBlock(Value value, int width, int indent = 0)
    {
        if (FitsLine(value, width - indent) || Container(value) is not { } container)
        {
            WriteLine(value);
            return;
        }
        if (value.Kind is ValueKind.Option or ValueKind.Result)
            _text.Append(ConstructorOf(value)).Append(' ');
        var keys = Keys(container);
        var values = Items(container);
        _text.Append(Open(container));
        for (var i = 0; i < values.Length; i++)
        {
            _text.Append('\n').Append(' ', indent + Indent);
            if (keys.Length > 0)
                WriteKey(keys[i]);
            WriteBlock(values[i], width, indent + Indent);
            // The lines of a tuple would be one expression.
            if (container.Kind == ValueKind.Tuple && i < values.Length - 1)
                _text.Append(',');
        }
        _text.Append('\n').Append(' ', indent).Append(Close(container));
    }

    private static bool FitsLine(Value value, int width)
    {
        var line = new LiteralWriter(Math.Max(ShortestLine, width));
        line.WriteLine(value);
        return !line.IsTooLong;
    }

    /// <summary>Returns the container that a value is, or that a constructor is directly around; null for any other value.</summary>
    private static Value? Container(Value value) => value.Kind switch
    {
        ValueKind.List or ValueKind.Tuple or ValueKind.Dict => Items(value).Length > 0 ? value : null,
        ValueKind.Option or ValueKind.Result when Inner(value).Kind is ValueKind.List or ValueKind.Tuple or ValueKind.Dict =>
            Container(Inner(value)),
        _ => null,
    };

    private void WriteLine(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.List or ValueKind.Tuple:
                WriteItems(value, ", ");
                break;
            case ValueKind.Dict:
                WriteItems(value, "; ");
                break;
            case ValueKind.Option when !value.AsOption.IsJust:
                _text.Append("Nothing");
                break;
            case ValueKind.Option or ValueKind.Result:
                _text.Append(ConstructorOf(value)).Append(' ');
                WriteArgument(Inner(value));
                break;
            case ValueKind.String:
                WriteQuoted(value.AsString, '"');
                break;
            case ValueKind.Char:
                WriteQuoted(value.AsChar, '\'');
                break;
            default:
                _text.Append(Scalar(value));
                break;
        }
    }

    private void WriteItems(Value container, string separator)
    {
        var keys = Keys(container);
        var values = Items(container);
        var space = values.Length > 0 && keys.Length > 0 ? " " : "";
        _text.Append(Open(container)).Append(space);
        for (var i = 0; i < values.Length && !IsTooLong; i++)
        {
            if (i > 0)
                _text.Append(separator);
            if (keys.Length > 0)
                WriteKey(keys[i]);
            WriteLine(values[i]);
        }
        _text.Append(space).Append(Close(container));
    }

    /// <summary>Writes a value in parentheses if it is more than one word.</summary>
    private void WriteArgument(Value value)
    {
        var isCall = value.Kind is ValueKind.Date or ValueKind.Uuid or ValueKind.Bytes or ValueKind.Result
            || (value.Kind == ValueKind.Option && value.AsOption.IsJust)
            || IsWhole(value)
            || (value.IsFloat && !double.IsFinite(value.AsFloat));
        _text.Append(isCall ? "(" : "");
        WriteLine(value);
        _text.Append(isCall ? ")" : "");
    }

    private static string Scalar(Value value) => value.Kind switch
    {
        ValueKind.Float => Float(value.AsFloat),
        ValueKind.Decimal when IsWhole(value) => $"Decimal::parse? \"{value.AsDecimal.ToString(CultureInfo.InvariantCulture)}\"",
        ValueKind.Decimal => ValueDisplay.Decimal(value.AsDecimal),
        ValueKind.Date => $"Date::parse? \"{ValueDisplay.Date(value.AsDate)}\"",
        ValueKind.Uuid => $"Uuid::parse? \"{value.AsUuid}\"",
        ValueKind.Bytes => $"Bytes::fromHex? \"{Convert.ToHexString(value.AsBytes.Content)}\"",
        _ => ValueText.ToText(value, int.MaxValue),
    };

    /// <summary>Whether a Decimal has no digit after its point: a literal would add one, because <c>5m</c> is five minutes.</summary>
    private static bool IsWhole(Value value) => value.IsDecimal && value.AsDecimal.Scale == 0;

    private static string Float(double value) => double.IsFinite(value)
        ? ValueDisplay.Float(value)
        : double.IsNaN(value) ? "Float::divide 0.0 0.0" : value > 0 ? "Float::divide 1.0 0.0" : "Float::divide -1.0 0.0";

    private void WriteKey(string key)
    {
        if (ValueDisplay.IsPlainKey(key))
            _text.Append(key);
        else
            WriteQuoted(key, '"');
        _text.Append(": ");
    }

    private void WriteQuoted(string text, char quote)
    {
        var escaped = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var unit in text)
        {
            if (escaped.Length > longest)
                break;
            _ = unit switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\\' => escaped.Append("\\\\"),
                _ when unit == quote => escaped.Append('\\').Append(unit),
                _ => escaped.Append(unit),
            };
        }
        _text.Append(InvisibleCharacters.Escaped(escaped.Append(quote).ToString()));
    }

    private static ReadOnlySpan<string> Keys(Value container) => container.Kind == ValueKind.Dict ? container.AsDict.Keys : [];

    private static ReadOnlySpan<Value> Items(Value container) => container.Kind switch
    {
        ValueKind.List => container.AsList.Items,
        ValueKind.Tuple => container.AsTuple.Items,
        _ => container.AsDict.Values,
    };

    private static char Open(Value container) => container.Kind switch
    {
        ValueKind.List => '[',
        ValueKind.Tuple => '(',
        _ => '{',
    };

    private static char Close(Value container) => container.Kind switch
    {
        ValueKind.List => ']',
        ValueKind.Tuple => ')',
        _ => '}',
    };

    private static Value Inner(Value value) => value.Kind == ValueKind.Option ? value.AsOption.Inner : value.AsResult.Inner;

    private static string ConstructorOf(Value value) =>
        value.Kind == ValueKind.Option ? "Just" : value.AsResult.IsOk ? "Ok" : "Error";
}
