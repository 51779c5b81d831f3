namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Decodes text literals. The tokenizer has already reported mistakes in them; here they are skipped.</summary>
internal static class Literals
{
    /// <summary>Returns the content of a string or Char with its escapes resolved, in NFC.</summary>
    public static string Decode(ReadOnlySpan<char> content, bool braces)
    {
        if (!content.Contains('\\'))
            return Nfc.Of(content.ToString());

        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length;)
        {
            if (content[i] == '\\')
                text.Append(Escapes.Read(content, ref i, braces, out _));
            else
                text.Append(content[i++]);
        }
        return Nfc.Of(text.ToString());
    }

    /// <summary>Returns the content of a raw string in NFC, with LF line breaks whatever the file uses.</summary>
    public static string DecodeRaw(ReadOnlySpan<char> content) =>
        Nfc.Of(content.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
}
