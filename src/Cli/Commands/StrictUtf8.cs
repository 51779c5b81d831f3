namespace DarkLang.Cli.Commands;

/// <summary>Decodes UTF-8, and reports invalid bytes instead of replacing them.</summary>
internal static class StrictUtf8
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="problem">Null if all bytes are valid.</param>
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
