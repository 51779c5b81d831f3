namespace DarkLang.Cli;

/// <summary>Words that are documented and do nothing yet: typing one deserves a better answer than "unknown".</summary>
internal static class PlannedCommands
{
    private static readonly HashSet<string> Planned =
    [
        "dark dev",
        "dark run --tui",
        "dark run --watch",
        "dark run --env-file",
    ];

    public static bool Contains(string commandLine) => Planned.Contains(commandLine);
}
