using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// The text that <c>toString</c> returns, for the readers of a program's output. Just and Ok show only their inner value, and passwords
/// are redacted.
/// </summary>
public static class ValueText
{
    /// <summary>Throws <see cref="RuntimeErrorException"/> if the text would be longer than <paramref name="maxLength"/>.</summary>
    public static string ToText(Value value, int maxLength)
    {
        if (value.IsString)
            return value.AsString;
        if (value.IsInt)
            return value.AsInt.ToString(CultureInfo.InvariantCulture);
        var writer = new Writer(maxLength);
        writer.Write(value);
        return writer.ToString();
    }

    /// <summary>Returns the shortest text that reads back as the same Float, if it is finite.</summary>
    public static string Float(double value) =>
        double.IsFinite(value) ? ValueDisplay.Float(value) : double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    /// <summary>Returns all digits of a Decimal, with the zeros at its end.</summary>
    public static string Decimal(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns a date as RFC 3339 in UTC, in whole seconds. A fraction is cut off.</summary>
    public static string Date(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Uuid(Guid id) => id.ToString("D");

    private sealed class Writer(int maxLength)
    {
        private readonly StringBuilder _text = new();
        private int _depth;

        public override string ToString() => _text.ToString();

        public void Write(Value value, int indent = 0)
        {
            switch (value.Kind)
            {
                case ValueKind.List:
                    WriteItems("[ \n", value.AsList.Items, "]", indent);
                    break;
                case ValueKind.Tuple:
                    WriteItems("(\n", value.AsTuple.Items, ")", indent);
                    break;
                case ValueKind.Dict:
                    WriteDict(value.AsDict, indent);
                    break;
                case ValueKind.Option when !value.AsOption.IsJust:
                    Add("Nothing");
                    break;
                case ValueKind.Option:
                    WriteInner(value.AsOption.Inner);
                    break;
                case ValueKind.Result:
                    Add(value.AsResult.IsOk ? "" : "Error: ");
                    WriteInner(value.AsResult.Inner);
                    break;
                default:
                    Add(Scalar(value));
                    break;
            }
        }

        private void WriteNested(Value value, int indent)
        {
            NestingGuard.CheckWalked(++_depth);
            var quote = value.Kind is ValueKind.String or ValueKind.Char or ValueKind.Uuid ? "\"" : "";
            Add(quote);
            Write(value, indent);
            Add(quote);
            _depth--;
        }

        private void WriteItems(string open, ReadOnlySpan<Value> items, string close, int indent)
        {
            if (items.Length == 0)
            {
                Add("[]");
                return;
            }
            Add(open);
            Indent(indent + 2);
            for (var i = 0; i < items.Length; i++)
            {
                if (i > 0)
                    Add(", ");
                WriteNested(items[i], indent + 2);
            }
            Add("\n");
            Indent(indent);
            Add(close);
        }

        private void WriteDict(DictValue dict, int indent)
        {
            if (dict.Count == 0)
            {
                Add("{}");
                return;
            }
            Add("{ \n");
            for (var i = 0; i < dict.Count; i++)
            {
                if (i > 0)
                    Add(",\n");
                Indent(indent + 2);
                Add(dict.Keys[i]);
                Add(": ");
                WriteNested(dict.Values[i], indent + 2);
            }
            Add("\n");
            Indent(indent);
            Add("}");
        }

        private void WriteInner(Value inner)
        {
            NestingGuard.CheckWalked(++_depth);
            Write(inner);
            _depth--;
        }

        private static string Scalar(Value value) => value.Kind switch
        {
            ValueKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
            ValueKind.Float => Float(value.AsFloat),
            ValueKind.Decimal => Decimal(value.AsDecimal),
            ValueKind.Bool => value.AsBool ? "true" : "false",
            ValueKind.Null => "null",
            ValueKind.String => value.AsString,
            ValueKind.Char => value.AsChar,
            ValueKind.Date => Date(value.AsDate),
            ValueKind.Uuid => Uuid(value.AsUuid),
            ValueKind.Bytes => Nfc.Of(Encoding.UTF8.GetString(value.AsBytes.Content)),
            ValueKind.Function => "<function>",
            ValueKind.Password => PasswordValue.Redacted,
            ValueKind.List or ValueKind.Tuple or ValueKind.Dict or ValueKind.Option or ValueKind.Result => throw new UnreachableException(),
        };

        private void Add(string text)
        {
            Require(text.Length);
            _text.Append(text);
        }

        private void Indent(int width)
        {
            Require(width);
            _text.Append(' ', width);
        }

        private void Require(int added)
        {
            if ((long)_text.Length + added > maxLength)
                throw new RuntimeErrorException(
                    RuntimeErrorCodes.TooLarge, $"the string is longer than {maxLength} characters", "convert only a part of the value");
        }
    }
}
