using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// A long String put together of two: the characters are copied when it is read for the first time, so that a loop which adds to
/// a text does not copy all of it again and again.
/// </summary>
internal sealed class JoinedText : HeapValue
{
    /// <summary>Up to this many UTF-16 units copying costs less than putting it off.</summary>
    public const int LongestCopied = 512;

    // The parts, or the text once it was read. One field, so that another thread can't see half of the change.
    private object _content;

    private JoinedText(Parts parts, int length, bool mayCombine)
    {
        _content = parts;
        Length = length;
        MayCombine = mayCombine;
    }

    /// <summary>In UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>Whether its first character may combine with one before it.</summary>
    public bool MayCombine { get; }

    public string Text => _content as string ?? Read();

    /// <summary>It has characters of its own by now.</summary>
    public bool IsRead => _content is string;

    public override ValueKind Kind => ValueKind.String;

    /// <summary>The value of a left and a right String whose text is NFC as it is.</summary>
    public static Value Of(Value left, Value right)
    {
        var length = checked(left.TextLength + right.TextLength);
        return length <= LongestCopied
            ? Value.String(string.Concat(left.AsString, right.AsString))
            : Value.Of(new JoinedText(new Parts(left.Reference!, right.Reference!), length, Texts.MayCombine(left)));
    }

    private string Read()
    {
        var text = string.Create(Length, _content, static (target, content) => Copy(content, target));
        _content = text;
        return text;
    }

    // From the end, so that a text which grew at its end needs no room to remember what is left to do; recursion would be as deep as it has parts.
    private static void Copy(object content, Span<char> target)
    {
        var rest = new Stack<object>();
        rest.Push(content);
        while (rest.TryPop(out var next))
        {
            if (next is JoinedText joined)
                next = joined._content;
            if (next is Parts parts)
            {
                rest.Push(parts.Left);
                rest.Push(parts.Right);
                continue;
            }
            var text = (string)next;
            text.CopyTo(target[^text.Length..]);
            target = target[..^text.Length];
        }
    }

    /// <summary>Each is a string or a <see cref="JoinedText"/>.</summary>
    private sealed record Parts(object Left, object Right);
}
