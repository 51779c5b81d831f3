using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>What comes from outside as bytes: a String if it is UTF-8, which almost everything is, otherwise Bytes.</summary>
internal static class OutsideText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryRead(byte[] bytes, out string text)
    {
        try
        {
            text = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    public static Value Of(byte[] bytes) =>
        TryRead(bytes, out var text) ? Value.String(Nfc.Of(text)) : Value.Of(new BytesValue(bytes));
}
