namespace DarkLang.Lang.Diagnostics;

/// <summary>Quotes the words of commands that are printed to be run: pasted into a shell, each is one word again.</summary>
public static class ShellWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,");

    public static string Of(string word) => word switch
    {
        _ when word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) => word,
        _ when IsVisible(word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'",
        // Quotes of this form take escapes, in bash, zsh and ksh.
        _ => $"$'{Escaped(word)}'",
    };

    private static bool IsVisible(string word) => !word.AsSpan().ContainsAny('\n', '\t') && InvisibleCharacters.Escaped(word) == word;

    private static string Escaped(string word)
    {
        var quoted = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return InvisibleCharacters.Escaped(quoted, code => FormattableString.Invariant($"\\U{code:X8}"));
    }
}
