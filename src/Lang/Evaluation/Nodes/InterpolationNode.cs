using System.Runtime.CompilerServices;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary><c>$"text {expr}"</c></summary>
internal sealed class InterpolationNode(int site, Node[] parts) : Node
{
    // string.Concat takes this many strings without an array.
    private const int MaxShortParts = 4;

    public override Value Evaluate(ref Frame frame)
    {
        if (parts.Length > MaxShortParts)
        {
            var all = ListNode.EvaluateAll(parts, ref frame);
            frame.Execution.Visit(site);
            return Join(all, frame.Execution.Limits.TextLength);
        }
        ShortParts values = default;
        for (var i = 0; i < parts.Length; i++)
            values[i] = parts[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        return JoinShort(values[..parts.Length], frame.Execution.Limits.TextLength);
    }

    private static Value JoinShort(ReadOnlySpan<Value> values, int limit)
    {
        if (ShortText(values, 0) is not { } first || ShortText(values, 1) is not { } second || ShortText(values, 2) is not { } third
            || ShortText(values, 3) is not { } fourth)
            return Join(values, limit);
        var text = string.Concat(first, second, third, fourth);
        RequireLength(text.Length, limit);
        return Value.String(Nfc.Of(text));
    }

    /// <summary>Returns the text of an Int or a short String; null for any other part.</summary>
    private static string? ShortText(ReadOnlySpan<Value> values, int index)
    {
        if (index >= values.Length)
            return "";
        ref readonly var value = ref values[index];
        return value.IsInt ? value.AsInt.ToString(CultureInfo.InvariantCulture)
            : value.Reference is string { Length: <= Rope.MaxCopiedLength } text ? text
            : null;
    }

    // The parts are evaluated before this method, because their calls may be deep and the buffer here takes stack space.
    private static Value Join(ReadOnlySpan<Value> values, int limit)
    {
        var done = Value.String("");
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var value in values)
        {
            if (value.IsString && value.TextLength > Rope.MaxCopiedLength)
            {
                done = NfcText.Concat(Flush(done, ref text), value);
                RequireLength(done.TextLength, limit);
                continue;
            }
            if (value.IsInt)
                text.AppendFormatted(value.AsInt);
            else
                text.AppendLiteral(ValueText.ToText(value, limit));
            RequireLength((long)done.TextLength + text.Text.Length, limit);
        }
        return Flush(done, ref text);
    }

    private static Value Flush(Value done, ref DefaultInterpolatedStringHandler text) =>
        NfcText.Concat(done, Value.String(Nfc.Of(text.ToStringAndClear())));

    private static void RequireLength(long length, int limit)
    {
        if (length > limit)
            throw new RuntimeErrorException(RuntimeErrorCodes.TooLarge, $"the string would be longer than {limit} characters");
    }

    [InlineArray(MaxShortParts)]
    private struct ShortParts
    {
        private Value _first;
    }
}
