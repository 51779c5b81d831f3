namespace DarkLang.Runtime.Control;

internal static class IdPrefix
{
    /// <summary>Returns whether the id starts with the prefix. Hyphens may be left out.</summary>
    public static bool Matches(Guid id, string prefix) =>
        prefix.Length > 0
        && (id.ToString("D").StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            || id.ToString("N").StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
