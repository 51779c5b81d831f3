using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>Sets up commands that read from a canvas or act on it.</summary>
internal static class ControlCommand
{
    /// <summary>A command that reads: it takes <c>--data</c> and <c>--json</c>, and works without a runtime.</summary>
    public static Command Reads(this Command command, Shell shell, Func<IControlClient, ParseResult, bool, CancellationToken, Task> read)
    {
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        command.Add(data);
        command.Add(json);
        return command.Does(shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToRead(shell, parse.GetValue(data), cancellation);
            await read(connection.Client, parse, parse.GetValue(json), cancellation);
            return ExitCode.Ok;
        });
    }

    /// <summary>A command that acts: it needs a runtime.</summary>
    public static Command Acts(this Command command, Shell shell, Func<IControlClient, ParseResult, CancellationToken, Task> act)
    {
        var data = StandardOptions.Data();
        command.Add(data);
        return command.Does(shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToAct(shell, parse.GetValue(data), cancellation);
            await act(connection.Client, parse, cancellation);
            return ExitCode.Ok;
        });
    }
}
