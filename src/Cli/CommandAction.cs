namespace DarkLang.Cli;

/// <summary>Runs the action of a command and turns every failure into a message and an exit code.</summary>
internal static class CommandAction
{
    public static Command Does(this Command command, Shell shell, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction((parse, cancellation) => Guard(shell, () => act(parse, cancellation)));
        return command;
    }

    private static async Task<int> Guard(Shell shell, Func<Task<int>> act)
    {
        try
        {
            var code = await act();
            await shell.Out.FlushAsync();
            return code;
        }
        catch (CommandFailure failure)
        {
            return Report(shell, failure.ExitCode, failure.Message, failure.Help);
        }
        catch (ControlException refused)
        {
            return Report(shell, CodeOf(refused.Problem), refused.Message);
        }
        catch (StoreException store)
        {
            return Report(shell, CodeOf(store.Problem), store.Message);
        }
        catch (IOException) when (!shell.TryFlush())
        {
            return ExitCode.Ok;
        }
        catch (Exception fault)
        {
            return Report(shell, ExitCode.Bug, $"this is a bug in dark: {fault}");
        }
    }

    private static int CodeOf(StoreProblem problem) => problem switch
    {
        StoreProblem.Held => ExitCode.NoRuntime,
        StoreProblem.Full => ExitCode.Refused,
        _ => ExitCode.Failed,
    };

    private static int CodeOf(ControlProblem problem) => problem switch
    {
        ControlProblem.NotFound => ExitCode.NotFound,
        ControlProblem.BadRequest => ExitCode.Usage,
        ControlProblem.Refused => ExitCode.Refused,
        ControlProblem.NoRuntime => ExitCode.NoRuntime,
        ControlProblem.WrongEvent => ExitCode.Failed,
        _ => ExitCode.Bug,
    };

    private static int Report(Shell shell, int code, string message, string? help = null)
    {
        shell.TryFlush();
        shell.NoteError(message, help);
        return code;
    }
}
