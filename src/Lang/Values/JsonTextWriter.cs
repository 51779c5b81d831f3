using System.Runtime.CompilerServices;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>
/// Writes one value as JSON. The writer of System.Text.Json can write <c>2.0</c> only as a raw value, and does not put the raw values
/// of an array on separate lines.
/// </summary>
internal ref struct JsonTextWriter(bool indented, int maxLength)
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(unit => (char)unit).Where(unit => unit is not ('"' or '\\'))]);

    // A growing rented buffer that formats numbers in place.
    private DefaultInterpolatedStringHandler _text = new(0, 0, CultureInfo.InvariantCulture);
    private int _wrapperDepth;

    /// <summary>Returns the text and releases the buffer.</summary>
    public string Finish() => _text.ToStringAndClear();

    public void Write(Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.Int:
                _text.AppendFormatted(value.AsInt);
                break;
            case ValueKind.Float:
                WriteFloat(value.AsFloat);
                break;
            case ValueKind.Decimal:
                _text.AppendFormatted(value.AsDecimal);
                break;
            case ValueKind.Bool:
                Add(value.AsBool ? "true" : "false");
                break;
            case ValueKind.Null or ValueKind.Function:
                Add("null");
                break;
            case ValueKind.List:
                WriteEntries("[", [], value.AsList.Items, "]", depth);
                break;
            case ValueKind.Tuple:
                WriteEntries("[", [], value.AsTuple.Items, "]", depth);
                break;
            case ValueKind.Dict:
                WriteEntries("{", value.AsDict.Keys, value.AsDict.Values, "}", depth);
                break;
            case ValueKind.Option:
                WriteInner(value.AsOption.IsJust ? value.AsOption.Inner : Value.Null, depth);
                break;
            case ValueKind.Result when value.AsResult.IsOk:
                WriteInner(value.AsResult.Inner, depth);
                break;
            case ValueKind.Result:
                WriteError(value.AsResult.Inner, depth);
                break;
            case ValueKind.Password:
                WriteError(Value.String("Password is redacted"), depth);
                break;
            default:
                WriteString(Text(value));
                break;
        }
    }

    private static string Text(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Date => ValueDisplay.Date(value.AsDate),
        ValueKind.Bytes => Convert.ToBase64String(value.AsBytes.Content),
        ValueKind.Char or ValueKind.Uuid => ValueText.ToText(value, int.MaxValue),
        _ => throw new UnreachableException(),
    };

    /// <param name="keys">Those of an object; empty for an array.</param>
    private void WriteEntries(string open, scoped ReadOnlySpan<string> keys, scoped ReadOnlySpan<Value> values, string close, int depth)
    {
        NestingGuard.CheckStored(depth);
        _text.AppendLiteral(open);
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                _text.AppendLiteral(",");
            NewLine(depth + 1);
            if (!keys.IsEmpty)
            {
                WriteString(keys[i]);
                _text.AppendLiteral(indented ? ": " : ":");
            }
            Write(values[i], depth + 1);
        }
        if (!values.IsEmpty)
            NewLine(depth);
        Add(close);
    }

    private void WriteError(Value error, int depth) => WriteEntries("{", ["Error"], [error], "}", depth);

    private void WriteFloat(double value)
    {
        if (double.IsFinite(value))
            _text.AppendFormatted(ValueDisplay.Float(value, stackalloc char[ValueDisplay.MaxFloatLength]));
        else
            WriteString(ValueDisplay.Float(value));
    }

    private void WriteInner(Value inner, int depth)
    {
        NestingGuard.CheckWalked(++_wrapperDepth);
        Write(inner, depth);
        _wrapperDepth--;
    }

    private void NewLine(int depth)
    {
        if (indented)
            _text.AppendFormatted("\n", alignment: -(1 + (depth * 2)));
    }

    private void WriteString(string text)
    {
        _text.AppendLiteral("\"");
        Add(text.AsSpan().ContainsAnyExcept(Plain) ? JsonEscapes.Of(text) : text);
        _text.AppendLiteral("\"");
    }

    // Every value ends with text added here, so checking the limit here is enough.
    private void Add(string text)
    {
        if (_text.Text.Length + (long)text.Length > maxLength)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.TooLarge, $"the JSON is longer than {maxLength} characters", "convert only a part of the value");
        _text.AppendLiteral(text);
    }
}
