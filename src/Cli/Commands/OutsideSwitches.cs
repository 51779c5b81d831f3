using System.CommandLine.Parsing;

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
            var hosts = Values(result);
            return Array.Find(hosts, host => !OutsideOptions.IsHost(host)) is not { } wrong ? hosts : StandardOptions.Refuse<string[]>(
                result, $"--allow-net takes names of hosts, such as api.example.com or *.example.com, not \"{wrong}\"");
        },
    };

    private readonly Option<string[]> _programs = Several("--allow-run", "The programs that code may run (none)", "PROGRAM,…");
    private readonly Option<string[]> _folders =
        Several("--allow-files", "The folders whose files code may read and write (none)", "DIR,…");

    public IReadOnlyList<Option> All => [_hosts, _programs, _folders];

    public OutsideOptions Read(ParseResult parse) => new()
    {
        Hosts = parse.GetValue(_hosts) is { Length: > 0 } hosts ? hosts : null,
        Programs = parse.GetValue(_programs) ?? [],
        Folders = parse.GetValue(_folders) ?? [],
    };

    private static Option<string[]> Several(string name, string description, string values) => new(name)
    {
        Description = description,
        HelpName = values,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => Values(result),
    };

    private static string[] Values(ArgumentResult result) => [.. result.Tokens.SelectMany(
        token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
