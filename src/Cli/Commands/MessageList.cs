using DarkLang.Cli.Output;
using DarkLang.Display.Tables;

namespace DarkLang.Cli.Commands;

/// <summary>Prints messages as text or as JSON.</summary>
internal static class MessageList
{
    /// <summary>Returns the limit for a request: one more than asked for shows whether there are more.</summary>
    public static int LimitFor(int most) => most == int.MaxValue ? most : most + 1;

    public static void Write(
        Shell shell, IReadOnlyList<MessageView> messages, int most, bool json, string none, IReadOnlyList<Column<MessageView>> columns)
    {
        ViewOutput.List(shell, json, "dark.messages/2", [.. messages.Take(most)], ControlJson.Form.MessageView, columns, none);
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
        ViewText.Input(shell.Out, "event", message.Event);
        if (message.Failure is null)
            return;
        shell.Out.WriteLine();
        ViewText.Failure(shell.Out, message.Failure);
    }
}
