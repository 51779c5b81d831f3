namespace DarkLang.Cli.Commands;

/// <summary>The options that say what code may reach outside of the canvas.</summary>
internal sealed class OutsideSwitches
{
    private readonly Option<string[]> _hosts = new("--allow-net")
    {
        Description = "The only hosts that HTTP calls may go to, such as api.example.com,*.example.org (any)",
        HelpName = "HOST,…",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
        {
            var hosts = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).ToArray();
            return Array.Find(hosts, host => !OutsideOptions.IsHost(host)) is not { } wrong ? hosts : StandardOptions.Refuse<string[]>(
                result, $"--allow-net takes names of hosts, such as api.example.com or *.example.com, not \"{wrong}\"");
        },
    };

    public IReadOnlyList<Option> All => [_hosts];

    public OutsideOptions Read(ParseResult parse) => new() { Hosts = parse.GetValue(_hosts) is { Length: > 0 } hosts ? hosts : null };
}
