using System.Text;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// A long String whose characters are made when it is read for the first time. One that is put together of two: a loop which adds to a text does not copy
/// all of it again and again. One that came as ASCII: most handlers never read the long texts of their events.
/// </summary>
internal sealed class Rope : HeapValue
{
    /// <summary>Up to this many UTF-16 units copying costs less than putting it off.</summary>
    public const int LongestCopied = 512;

    // The parts or the ASCII bytes, or the text once it was read. One field, so that another thread can't see half of the change.
    private object _content;

    private Rope(object content, int length, bool mayCombine)
    {
        _content = content;
        Length = length;
        MayCombine = mayCombine;
    }

    /// <summary>In UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>Whether its first character may combine with one before it.</summary>
    public bool MayCombine { get; }

    public string Text => _content as string ?? Read();

    /// <summary>Its characters while it was not read, and came as ASCII.</summary>
    public ReadOnlySpan<byte> Unread => _content is ReadOnlyMemory<byte> ascii ? ascii.Span : [];

    /// <summary>What it holds itself and how many bytes that are; null while it is only put together.</summary>
    public (object Content, long Bytes)? Held => _content switch
    {
        string text => (text, 2L * text.Length),
        ReadOnlyMemory<byte> ascii => (_content, ascii.Length),
        _ => null,
    };

    public override ValueKind Kind => ValueKind.String;

    /// <summary>The value of a left and a right String whose text is NFC as it is.</summary>
    public static Value Of(Value left, Value right)
    {
        var length = checked(left.TextLength + right.TextLength);
        return length <= LongestCopied
            ? Value.String(string.Concat(left.AsString, right.AsString))
            : Value.Of(new Rope(new Parts(left.Reference!, right.Reference!), length, Texts.MayCombine(left)));
    }

    /// <summary>Whether it is worth it: a short text, and one that is not ASCII, is better read at once.</summary>
    public static bool Suits(ReadOnlySpan<byte> utf8) => utf8.Length > LongestCopied && Ascii.IsValid(utf8);

    /// <param name="ascii">Bytes that nobody writes to any more.</param>
    public static Value Of(ReadOnlyMemory<byte> ascii) => Value.Of(new Rope(ascii, ascii.Length, mayCombine: false));

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
            if (next is Rope joined)
                next = joined._content;
            if (next is Parts parts)
            {
                rest.Push(parts.Left);
                rest.Push(parts.Right);
                continue;
            }
            if (next is ReadOnlyMemory<byte> ascii)
            {
                Ascii.ToUtf16(ascii.Span, target[^ascii.Length..], out _);
                target = target[..^ascii.Length];
                continue;
            }
            var text = (string)next;
            text.CopyTo(target[^text.Length..]);
            target = target[..^text.Length];
        }
    }

    /// <summary>Each is a string or a <see cref="Rope"/>.</summary>
    private sealed record Parts(object Left, object Right);
}
