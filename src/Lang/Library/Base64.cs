using System.Buffers.Text;

namespace DarkLang.Lang.Library;

/// <summary>Base64 in either alphabet, with or without padding.</summary>
internal static class Base64
{
    public static string EncodeUrl(ReadOnlySpan<byte> bytes, bool padded)
    {
        var text = Base64Url.EncodeToString(bytes);
        return padded ? text.PadRight((text.Length + 3) / 4 * 4, '=') : text;
    }

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        // The decoder of .NET skips white space.
        if (text.Length % 4 == 1 || text.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        var standard = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        var buffer = new byte[standard.Length / 4 * 3];
        if (!Convert.TryFromBase64String(standard, buffer, out var written))
            return false;
        bytes = buffer[..written];
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");
}
