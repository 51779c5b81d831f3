using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The encodings that every .NET has. Bytes that are not valid in one are an error, not a replacement character.</summary>
internal static class TextEncodings
{
    private static readonly string[] Names = ["utf-8", "utf-16", "utf-16be", "utf-32", "ascii", "latin1"];

    public static TextProblem? Problem(string name) => Find(name) is not null ? null : new TextProblem(
        $"no encoding is named {ValueDisplay.Short(Value.String(name))}", "unknown encoding",
        $"the encodings are {string.Join(", ", Names)}");

    public static Encoding? Find(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        "utf-16" or "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        "utf-32" or "utf-32le" => new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true),
        "ascii" or "us-ascii" => Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        "latin1" or "iso-8859-1" => Encoding.Latin1,
        _ => null,
    };
}
