using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary>
/// Opens the event of a message in the user's editor as a Dark value, and gives the message what was made of it. As in git, nothing happens
/// if the editor fails or the event stays as it is. An event that is refused is kept, and on a terminal it can be edited again.
/// </summary>
internal sealed class MessageEdit(Shell shell, IControlClient client, MessageView message)
{
    /// <summary>A command that edits one message.</summary>
    public static Command Create(Shell shell, string description, Action<MessageView> require)
    {
        var id = new Argument<string>("ID") { Description = "The id of the message, or its beginning" };
        return new Command("edit", description) { id }.Acts(shell, async (client, parse, cancellation) =>
        {
            var message = await client.Ask(Operations.Message, new(parse.GetRequiredValue(id)), cancellation);
            require(message);
            await new MessageEdit(shell, client, message).Run(cancellation);
        });
    }

    public static CommandFailure Refusal(string problem, string help) => new(ExitCode.Refused, problem, help);

    private bool IsDead => message.State == MessageState.Dead;

    private async Task Run(CancellationToken cancellation)
    {
        if (message.Event is not { } @event)
            throw Refusal("the run of a cron has no event to edit", $"`dark dead retry {message.Id}` runs it again");
        if (@event.Literal is not { } literal)
            throw Refusal(
                "this event can't be edited: it holds a password, which is never shown, or is nested too deeply",
                $"`dark dead retry {message.Id} --event @FILE` replaces a whole event");
        var editor = Editor.Of(shell.Environment) ?? throw new CommandFailure(ExitCode.Failed, Editor.NotSet);
        var draft = EventDraft.Write(literal, Notes());
        for (var line = draft.Line; !await TrySend(editor, draft, line, cancellation); line = 1)
            AskForAnother(draft);
        draft.Delete();
    }

    private IReadOnlyList<string> Notes()
    {
        var what = $"The event of message {message.Id} for {message.Handler}, as a Dark value. If it stays as it is, nothing is done.";
        return message.Failure is { } failure ? [what, $"{failure.Code} at {failure.At}: {failure.Message}"] : [what];
    }

    /// <summary>Returns whether the edit is over: sent, or without a change.</summary>
    private async Task<bool> TrySend(Editor editor, EventDraft draft, int line, CancellationToken cancellation)
    {
        if (editor.Open(draft.Path, line) is { } fault)
        {
            var kept = draft.IsUnchanged ? null : Kept(draft);
            if (kept is null)
                draft.Delete();
            throw new CommandFailure(ExitCode.Failed, fault, kept ?? "nothing was changed");
        }
        if (draft.IsUnchanged)
        {
            shell.Note("the event is as it was: nothing was done");
            return true;
        }
        var text = draft.Read();
        var read = ValueLiteral.Read(new SourceText("event", text));
        DiagnosticOutput.Write(shell, read.Problems);
        if (read.Problems.Count > 0)
            return false;
        try
        {
            await client.Ask(Operations.Edit, new(message.Id.ToString(), Literal: text), cancellation);
        }
        catch (ControlException refused) when (refused.Problem is ControlProblem.WrongEvent or ControlProblem.BadRequest)
        {
            shell.NoteError(refused.Message, null);
            return false;
        }
        catch (ControlException)
        {
            shell.Note(Kept(draft));
            throw;
        }
        shell.Note(IsDead ? "put 1 dead letter back with the new event" : "changed the event of 1 message");
        return true;
    }

    private void AskForAnother(EventDraft draft)
    {
        if (shell.InIsTerminal && shell.ErrorIsTerminal)
        {
            shell.Error.Write("Edit it again? [Y/n] ");
            shell.Error.Flush();
            if (shell.In.ReadLine()?.Trim().ToLowerInvariant() is "" or "y" or "yes")
                return;
        }
        throw new CommandFailure(ExitCode.Failed, "nothing was changed", Kept(draft));
    }

    private string Kept(EventDraft draft)
    {
        var path = ShellWord.Of(draft.Path);
        return IsDead
            ? $"the edited event is in {path}: mend it there, and `dark dead retry {message.Id} --event @{path}` sends it"
            : $"the edited event is in {path}";
    }
}
