namespace DarkLang.Cli;

/// <summary>Runs the action of a command and turns every failure into a message and an exit code.</summary>
internal static class CommandAction
{
    public static Command Does(this Command command, Shell shell, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction((parse, cancellation) => Guard(shell, () => act(parse, cancellation)));
        return command;
    }

    public static async Task<int> Guard(Shell shell, Func<Task<int>> act)
    {
        try
        {
            try
            {
                return await act();
            }
            finally
            {
                shell.Out.Flush();
            }
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
        catch (Exception lack) when (lack is IOException or UnauthorizedAccessException)
        {
            return Report(shell, ExitCode.Failed, $"the system refused something that dark needs: {lack.Message}");
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
        ControlProblem.Refused or ControlProblem.LeaseLost => ExitCode.Refused,
        ControlProblem.NoRuntime => ExitCode.NoRuntime,
        ControlProblem.WrongEvent => ExitCode.Failed,
        _ => ExitCode.Bug,
    };

    private static int Report(Shell shell, int code, string message, string? help = null)
    {
        shell.NoteError(message, help);
        return code;
    }
}
