using System.Globalization;
using System.Runtime.CompilerServices;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary><c>$"text {expr}"</c></summary>
internal sealed class InterpolationNode(int site, Node[] parts) : Node
{
    // As many as one concatenation takes without a list of them.
    private const int Few = 4;

    public override Value Evaluate(ref Frame frame)
    {
        if (parts.Length > Few)
        {
            var all = ListNode.EvaluateAll(parts, ref frame);
            frame.Execution.Visit(site);
            return Join(all, frame.Execution.Limits.TextLength);
        }
        FewValues few = default;
        for (var i = 0; i < parts.Length; i++)
            few[i] = parts[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        return JoinFew(few[..parts.Length], frame.Execution.Limits.TextLength);
    }

    private static Value JoinFew(ReadOnlySpan<Value> values, int limit)
    {
        if (Short(values, 0) is not { } first || Short(values, 1) is not { } second || Short(values, 2) is not { } third
            || Short(values, 3) is not { } fourth)
            return Join(values, limit);
        var text = string.Concat(first, second, third, fourth);
        RequireRoom(text.Length, limit);
        return Value.String(Nfc.Of(text));
    }

    /// <summary>The text of a part that is quick to write and to copy, or null.</summary>
    private static string? Short(ReadOnlySpan<Value> values, int index)
    {
        if (index >= values.Length)
            return "";
        ref readonly var value = ref values[index];
        return value.IsInt ? value.AsInt.ToString(CultureInfo.InvariantCulture)
            : value.Reference is string { Length: <= Rope.LongestCopied } text ? text
            : null;
    }

    // The buffer on the stack is not held while the parts are evaluated: they may call as deep as a program goes.
    private static Value Join(ReadOnlySpan<Value> values, int limit)
    {
        var done = Value.String("");
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var value in values)
        {
            if (value.IsString && value.TextLength > Rope.LongestCopied)
            {
                done = Texts.Concat(Flush(done, ref text), value);
                RequireRoom(done.TextLength, limit);
                continue;
            }
            if (value.IsInt)
                text.AppendFormatted(value.AsInt);
            else
                text.AppendLiteral(ValueText.ToText(value, limit));
            RequireRoom((long)done.TextLength + text.Text.Length, limit);
        }
        return Flush(done, ref text);
    }

    private static Value Flush(Value done, ref DefaultInterpolatedStringHandler text) =>
        Texts.Concat(done, Value.String(Nfc.Of(text.ToStringAndClear())));

    private static void RequireRoom(long length, int limit)
    {
        if (length > limit)
            throw new RuntimeErrorException(RuntimeErrorCodes.TooLarge, $"the text would be longer than {limit} characters");
    }

    [InlineArray(Few)]
    private struct FewValues
    {
        private Value _first;
    }
}
