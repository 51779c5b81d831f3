namespace DarkLang.Runtime.Outside;

/// <summary>What handlers may reach outside of the canvas.</summary>
public sealed record OutsideOptions
{
    /// <summary>The hosts that HTTP calls may go to, such as <c>api.example.com</c> or <c>*.example.com</c>; null for any host.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>The programs that handlers may run, by the names or paths that they use.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>The folders below which handlers may read and write files.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Whether a text can be one of the <see cref="Hosts"/>: a name or an address, without a scheme and a port.</summary>
    public static bool IsHost(string text) =>
        Uri.CheckHostName(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text) != UriHostNameType.Unknown;

    internal bool Allows(string host) => Hosts is null || Hosts.Any(allowed => Matches(allowed, host));

    // *.example.com stands for the hosts below example.com, not for itself.
    private static bool Matches(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
