namespace DarkLang.Cli;

/// <summary>Words that are documented and do nothing yet: typing one deserves a better answer than "unknown".</summary>
internal static class PlannedCommands
{
    private static readonly HashSet<string> Planned =
    [
        "dark run --env-file",
        "dark dev --env-file",
    ];

    public static bool Contains(string commandLine) => Planned.Contains(commandLine);
}
