namespace DarkLang.Lang.Values;

/// <summary>Writes one value for <see cref="ValueDisplay"/> within a budget of characters.</summary>
/// <param name="stopWhenFull">Whether to stop at the budget. Otherwise the parts that do not fit are counted and left out.</param>
internal sealed class DisplayWriter(int budget, bool stopWhenFull)
{
    private const int MaxDepth = 64;
    private const int MaxShownBytes = 32;

    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public string Quote(string text)
    {
        WriteQuoted(text, '"');
        return ToString();
    }

    private bool IsFull => _text.Length >= budget;

    private bool MustStop => stopWhenFull && _text.Length > budget;

    /// <summary>Returns false if it stopped because the line is longer than the budget.</summary>
    public bool TryWriteLine(Value value)
    {
        if (_depth++ > MaxDepth)
            _text.Append('…');
        else
            WriteLine(value);
        _depth--;
        return !MustStop;
    }

    private void WriteLine(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.List or ValueKind.Tuple or ValueKind.Dict:
                WriteEntries(Entries.Of(value));
                break;
            case ValueKind.Option or ValueKind.Result:
                WriteConstructor(value);
                break;
            case ValueKind.String:
                WriteQuoted(value.AsString, '"');
                break;
            case ValueKind.Char:
                WriteQuoted(value.AsChar, '\'');
                break;
            case ValueKind.Bytes:
                WriteBytes(value.AsBytes.Content);
                break;
            default:
                _text.Append(ScalarText(value));
                break;
        }
    }

    private void WriteEntries(Entries entries)
    {
        var space = entries.Keys.IsEmpty ? "" : " ";
        _text.Append(entries.Open).Append(space);
        for (var i = 0; i < entries.Values.Length && !MustStop; i++)
        {
            if (i > 0)
                _text.Append(", ");
            if (TryLeaveOut(entries.Values.Length - i))
                break;
            WriteKey(entries, i);
            TryWriteLine(entries.Values[i]);
        }
        _text.Append(space).Append(entries.Close);
    }

    private bool TryLeaveOut(int count)
    {
        if (stopWhenFull || !IsFull)
            return false;
        _text.Append(CultureInfo.InvariantCulture, $"… {count} more");
        return true;
    }

    private void WriteConstructor(Value value)
    {
        if (Unwrap(value, out var inner) is var name && name == "Nothing")
        {
            _text.Append(name);
            return;
        }
        _text.Append(name).Append(' ');
        var nested = inner.Kind is ValueKind.Option or ValueKind.Result && !ValueEquality.AreEqual(inner, Value.Nothing);
        if (nested)
            _text.Append('(');
        TryWriteLine(inner);
        if (nested)
            _text.Append(')');
    }

    /// <summary>Returns the name of the constructor.</summary>
    private static string Unwrap(Value value, out Value inner)
    {
        inner = value.Kind == ValueKind.Option ? value.AsOption.Inner : value.AsResult.Inner;
        return value.Kind == ValueKind.Option
            ? value.AsOption.IsJust ? "Just" : "Nothing"
            : value.AsResult.IsOk ? "Ok" : "Error";
    }

    /// <summary>Writes a value like source code on several lines. Each part that fits on one line stays on one line.</summary>
    public void WriteBlock(Value value, int width, int indent = 0)
    {
        if (indent / 2 > MaxDepth || FitsLine(value, width - indent) || !TryOpen(value, out var inner))
        {
            TryWriteLine(value);
            return;
        }
        var entries = Entries.Of(inner);
        _text.Append(entries.Open);
        for (var i = 0; i < entries.Values.Length; i++)
        {
            NewLine(indent + 2);
            if (TryLeaveOut(entries.Values.Length - i))
                break;
            WriteKey(entries, i);
            WriteBlock(entries.Values[i], width, indent + 2);
        }
        NewLine(indent);
        _text.Append(entries.Close);
    }

    private static bool FitsLine(Value value, int width) => new DisplayWriter(Math.Max(20, width), stopWhenFull: true).TryWriteLine(value);

    /// <summary>A constructor around a container opens with it: <c>Just {</c>.</summary>
    private bool TryOpen(Value value, out Value container)
    {
        container = value;
        if (value.Kind is not (ValueKind.Option or ValueKind.Result))
            return value.Kind is ValueKind.List or ValueKind.Tuple or ValueKind.Dict;
        var name = Unwrap(value, out container);
        if (container.Kind is not (ValueKind.List or ValueKind.Tuple or ValueKind.Dict))
            return false;
        _text.Append(name).Append(' ');
        return true;
    }

    private void NewLine(int indent) => _text.Append('\n').Append(' ', indent);

    private void WriteKey(Entries entries, int index)
    {
        if (entries.Keys.IsEmpty)
            return;
        var key = entries.Keys[index];
        if (ValueDisplay.IsPlainKey(key))
            _text.Append(key);
        else
            WriteQuoted(key, '"');
        _text.Append(": ");
    }

    private static string ScalarText(Value value) => value.Kind switch
    {
        ValueKind.Float => ValueDisplay.Float(value.AsFloat),
        ValueKind.Decimal => ValueDisplay.Decimal(value.AsDecimal),
        ValueKind.Date => ValueDisplay.Date(value.AsDate),
        ValueKind.Function => value.AsFunction.Name is { } name ? $"<function {name}>" : "<function>",
        ValueKind.Int or ValueKind.Bool or ValueKind.Null or ValueKind.Uuid or ValueKind.Password => ValueText.ToText(value, int.MaxValue),
        ValueKind.String or ValueKind.Char or ValueKind.Bytes or ValueKind.List or ValueKind.Tuple or ValueKind.Dict or ValueKind.Option
            or ValueKind.Result => throw new UnreachableException(),
    };

    private void WriteBytes(ReadOnlySpan<byte> content)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<{content.Length} bytes");
        if (content.Length > 0)
            _text.Append(' ').Append(Convert.ToHexString(content[..Math.Min(MaxShownBytes, content.Length)]));
        _text.Append(content.Length > MaxShownBytes ? "…>" : ">");
    }

    private void WriteQuoted(string text, char quote)
    {
        _text.Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            if (MustStop)
                return;
            if (IsFull && !stopWhenFull && !char.IsLowSurrogate(text[i]))
            {
                _text.Append('…').Append(quote).Append(CultureInfo.InvariantCulture, $" ({text.Length - i} more characters)");
                return;
            }
            if (text[i] > '~' && Rune.TryGetRuneAt(text, i, out var rune) && InvisibleCharacters.IsHidden(text, i, rune))
            {
                _text.Append(InvisibleCharacters.Escape(rune.Value));
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                WriteEscaped(text[i], quote);
            }
        }
        _text.Append(quote);
    }

    private void WriteEscaped(char c, char quote) => _ = c switch
    {
        '\n' => _text.Append("\\n"),
        '\r' => _text.Append("\\r"),
        '\t' => _text.Append("\\t"),
        '\\' => _text.Append("\\\\"),
        _ when c == quote => _text.Append('\\').Append(c),
        _ when char.IsControl(c) => _text.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x}}}"),
        _ => _text.Append(c),
    };

    /// <summary>The parts of a list, tuple or dict.</summary>
    /// <param name="keys">Those of a dict; otherwise empty.</param>
    private readonly ref struct Entries(char open, ReadOnlySpan<string> keys, ReadOnlySpan<Value> values, char close)
    {
        public readonly char Open = open;
        public readonly char Close = close;
        public readonly ReadOnlySpan<string> Keys = keys;
        public readonly ReadOnlySpan<Value> Values = values;

        public static Entries Of(Value container) => container.Kind switch
        {
            ValueKind.List => new Entries('[', [], container.AsList.Items, ']'),
            ValueKind.Tuple => new Entries('(', [], container.AsTuple.Items, ')'),
            _ => new Entries('{', container.AsDict.Keys, container.AsDict.Values, '}'),
        };
    }
}
