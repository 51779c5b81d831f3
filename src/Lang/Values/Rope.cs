using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// A long String that is built when it is first read. It is either a concatenation, so a loop that appends to a text does not copy the
/// whole text each time, or ASCII bytes, because most handlers never read the long texts of their events.
/// </summary>
internal sealed class Rope : HeapValue
{
    /// <summary>Up to this many UTF-16 units, copying costs less than deferring it.</summary>
    public const int MaxCopiedLength = 512;

    // The parts or the ASCII bytes; the text after it was read. One field, so another thread never sees half of the change.
    private object _content;

    private Rope(object content, int length, bool mayCombine)
    {
        _content = content;
        Length = length;
        MayCombine = mayCombine;
    }

    /// <summary>The length in UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>Whether its first character may combine with one before it.</summary>
    public bool MayCombine { get; }

    public string Text => _content as string ?? Read();

    /// <summary>The ASCII bytes if the text was not read yet; otherwise empty.</summary>
    public ReadOnlySpan<byte> UnreadAscii => _content is ReadOnlyMemory<byte> ascii ? ascii.Span : [];

    /// <summary>The text or the ASCII bytes, with their size; null for a concatenation that was not read yet.</summary>
    public (object Text, long Bytes)? Content => _content switch
    {
        string text => (text, 2L * text.Length),
        ReadOnlyMemory<byte> ascii => (_content, ascii.Length),
        _ => null,
    };

    public override ValueKind Kind => ValueKind.String;

    /// <summary>Concatenates two Strings whose concatenation is already NFC.</summary>
    public static Value Of(Value left, Value right)
    {
        var length = checked(left.TextLength + right.TextLength);
        return length <= MaxCopiedLength
            ? Value.String(string.Concat(left.AsString, right.AsString))
            : Value.Of(new Rope(new Parts(left.Reference!, right.Reference!), length, NfcText.MayCombine(left)));
    }

    /// <summary>Returns whether decoding may be deferred: only for long ASCII texts.</summary>
    public static bool IsDeferrable(ReadOnlySpan<byte> utf8) => utf8.Length > MaxCopiedLength && Ascii.IsValid(utf8);

    /// <param name="ascii">Bytes that never change.</param>
    public static Value Of(ReadOnlyMemory<byte> ascii) => Value.Of(new Rope(ascii, ascii.Length, mayCombine: false));

    private string Read()
    {
        var text = string.Create(Length, _content, static (target, content) => Copy(content, target));
        _content = text;
        return text;
    }

    // Copies from the end, so that a text that grew at its end needs only a small stack. Recursion would be as deep as the number of parts.
    private static void Copy(object content, Span<char> target)
    {
        var remaining = new Stack<object>();
        remaining.Push(content);
        while (remaining.TryPop(out var next))
        {
            if (next is Rope rope)
                next = rope._content;
            if (next is Parts parts)
            {
                remaining.Push(parts.Left);
                remaining.Push(parts.Right);
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
