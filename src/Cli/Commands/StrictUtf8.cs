using System.Text;

namespace DarkLang.Cli.Commands;

/// <summary>Bytes as text, or where they are none: what can't be read is never replaced by another character.</summary>
internal static class StrictUtf8
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="problem">Null when all was read.</param>
    public static string Read(byte[] bytes, out string? problem)
    {
        try
        {
            problem = null;
            return Utf8.GetString(bytes).TrimStart(ByteOrderMark);
        }
        catch (DecoderFallbackException broken)
        {
            problem = $"it is not UTF-8 at byte {broken.Index + 1}";
            return "";
        }
    }
}
