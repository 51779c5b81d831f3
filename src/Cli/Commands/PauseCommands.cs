using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary>The commands <c>pause</c> and <c>resume</c>, for workers and crons alike.</summary>
internal static class PauseCommands
{
    public static Command Pause(Shell shell, string kind, Func<string, HandlerId> handler)
    {
        var name = StandardOptions.Handler($"The {kind}");
        var why = new Option<string?>("--why") { Description = "The reason, shown with the state", HelpName = "TEXT" };
        return new Command("pause", $"Start no new attempts of a {kind}; its messages wait") { name, why }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var id = handler(parse.GetRequiredValue(name));
            await client.Ask(Operations.Pause, new(id, Environment.UserName, parse.GetValue(why)), cancellation);
            shell.Note($"paused {id}");
        });
    }

    public static Command Resume(Shell shell, string kind, Func<string, HandlerId> handler)
    {
        var name = StandardOptions.Handler($"The {kind}");
        return new Command("resume", $"Resume a paused {kind}") { name }.Acts(shell, async (client, parse, cancellation) =>
        {
            var id = handler(parse.GetRequiredValue(name));
            await client.Ask(Operations.Resume, new(id), cancellation);
            shell.Note($"resumed {id}");
        });
    }

    public static string Describe(HandlerState state, PauseView? pause) => pause is null
        ? state.Word()
        : $"{state.Word()} by {pause.By} at {DisplayTime.Time(pause.At)}{(pause.Why is null ? "" : $": {pause.Why}")}";
}
