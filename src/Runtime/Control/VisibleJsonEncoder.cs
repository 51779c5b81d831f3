using System.Buffers;
using System.Text.Encodings.Web;
using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Escapes strings as <see cref="JsonEscapes"/> does. The encoders of .NET leave characters as they are that can't be seen, and escape all
/// beyond U+FFFF. They also look at one character at a time, which would take emoji of several apart.
/// </summary>
public sealed unsafe class VisibleJsonEncoder : JavaScriptEncoder
{
    // A character outside the basic plane is two, each with six characters.
    private const int MostPerCharacter = 12;

    public static VisibleJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => MostPerCharacter;

    public override bool WillEncode(int unicodeScalar) =>
        char.ConvertFromUtf32(unicodeScalar) is var text && JsonEscapes.Of(text) != text;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        return span.ContainsAnyExcept(JsonEscapes.Plain) ? JsonEscapes.FirstIn(span.ToString()) : -1;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        if (!utf8Text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !utf8Text.ContainsAny((byte)'"', (byte)'\\'))
            return -1;
        var text = Encoding.UTF8.GetString(utf8Text);
        var first = JsonEscapes.FirstIn(text);
        return first < 0 ? -1 : Encoding.UTF8.GetByteCount(text.AsSpan(0, first));
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = JsonEscapes.Of(char.ConvertFromUtf32(unicodeScalar));
        var fits = escaped.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escaped.Length : 0;
        return fits;
    }

    public override OperationStatus Encode(
        ReadOnlySpan<char> source, Span<char> destination, out int charsConsumed, out int charsWritten, bool isFinalBlock = true)
    {
        var escaped = JsonEscapes.Of(source.ToString());
        var fits = escaped.TryCopyTo(destination);
        (charsConsumed, charsWritten) = fits ? (source.Length, escaped.Length) : (0, 0);
        return fits ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    public override OperationStatus EncodeUtf8(
        ReadOnlySpan<byte> utf8Source, Span<byte> utf8Destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock = true)
    {
        var escaped = JsonEscapes.Of(Encoding.UTF8.GetString(utf8Source));
        var fits = Encoding.UTF8.TryGetBytes(escaped, utf8Destination, out bytesWritten);
        bytesConsumed = fits ? utf8Source.Length : 0;
        return fits ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }
}
