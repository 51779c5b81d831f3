using DarkLang.Cli.Output;
using DarkLang.Display.Tables;

namespace DarkLang.Cli.Commands;

/// <summary>Prints messages as text or as JSON.</summary>
internal static class MessageList
{
    public static void Write(
        Shell shell,
        IReadOnlyList<MessageView> messages,
        int most,
        bool json,
        string none,
        IReadOnlyList<Column<MessageView>> columns)
    {
        var shown = messages.Take(most).ToList();
        if (json)
            JsonOutput.WriteList(shell.Out, "dark.messages/2", shown, ControlJson.Form.MessageView);
        else if (shown.Count == 0)
            shell.Note(none);
        else
            TableText.Write(shell, columns, shown);
        if (messages.Count > most)
            shell.Note($"there are more than {DisplayText.Count(most)}: raise --limit to see more");
    }

    public static void Write(Shell shell, MessageView message)
    {
        ViewText.Facts(
            shell.Out,
            ("message", message.Id.ToString()),
            ("handler", message.Handler.ToString()),
            ("state", message.State.Word()),
            ("emitted", $"{DisplayTime.ExactTime(message.EmittedAt)} at {message.EmittedFrom}"),
            ("due", DisplayTime.ExactTime(message.Due)),
            ("key", message.Key),
            ("priority", message.Priority == 0 ? null : message.Priority.ToString(CultureInfo.InvariantCulture)),
            ("attempts", message.Attempts.ToString(CultureInfo.InvariantCulture)),
            ("parent", message.Parent?.ToString()),
            ("died", message.DiedAt is { } died ? DisplayTime.ExactTime(died) : null),
            ("trace", message.Trace?.ToString()));
        shell.Out.WriteLine();
        if (message.Event is null)
        {
            shell.Out.WriteLine("No input parameters");
        }
        else
        {
            shell.Out.WriteLine("event");
            ViewText.Value(shell.Out, message.Event.Text);
        }
        if (message.Failure is null)
            return;
        shell.Out.WriteLine();
        ViewText.Failure(shell.Out, message.Failure);
    }
}
