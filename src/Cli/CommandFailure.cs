namespace DarkLang.Cli;

/// <summary>Ends a command with a message for the user on stderr and an exit code.</summary>
internal sealed class CommandFailure(int exitCode, string message, string? help = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? Help { get; } = help;
}
