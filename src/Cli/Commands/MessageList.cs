using DarkLang.Cli.Output;
using DarkLang.Display.Tables;

namespace DarkLang.Cli.Commands;

/// <summary>Prints messages as text or as JSON.</summary>
internal static class MessageList
{
    public static async Task Write(
        Shell shell, IControlClient client, MessageFilter filter, bool json, string none, IReadOnlyList<Column<MessageView>> columns,
        CancellationToken cancellation)
    {
        var found = await client.Ask(Operations.Search, filter, cancellation);
        if (json)
            JsonOutput.WriteObject(shell.Out, "dark.messages/2", writer => WriteJson(writer, found));
        else
            ViewOutput.List(shell, json, "", found.Messages, ControlJson.Form.MessageView, columns, none);
        NoteCondition(shell, found.Warnings, found.Failed);
        if (found.TimedOut)
            NoteTimedOut(shell, found.Searched);
        else if (found.HasMore)
            NoteMore(shell, filter.Limit);
    }

    /// <summary>Says what is odd about a condition.</summary>
    public static void NoteCondition(Shell shell, IReadOnlyList<string>? warnings, IReadOnlyList<ConditionFailureView>? failed)
    {
        foreach (var warning in warnings ?? [])
            shell.Note(warning.TrimEnd('\n'));
        NoteFailed(shell, failed);
    }

    public static void NoteTimedOut(Shell shell, int? searched) => shell.Note(
        $"the search ended after {DisplayText.Quantity(searched ?? 0, "message")}, because it took too long: "
        + "name a worker, or make the condition simpler");

    /// <summary>Says how many messages a condition failed for.</summary>
    public static void NoteFailed(Shell shell, IReadOnlyList<ConditionFailureView>? failed)
    {
        foreach (var (why, count) in failed ?? [])
            shell.Note(
                $"{DisplayText.Quantity(count, "message does not match", "messages do not match")}, because the condition fails: {why}");
    }

    /// <summary>Says that a list is not whole.</summary>
    public static void NoteMore(Shell shell, int listed) => shell.Note(
        $"there are more than {DisplayText.Count(listed)}: "
        + (listed < MessageFilter.MostCount ? "raise --limit to see more" : "select fewer, such as with --where, a worker or --state"));

    private static void WriteJson(Utf8JsonWriter writer, SearchView found)
    {
        writer.List("items", found.Messages, ControlJson.Form.MessageView);
        if (found.HasMore)
            writer.WriteBoolean("hasMore", true);
        if (found.Searched is not { } searched)
            return;
        writer.WriteNumber("searched", searched);
        writer.WriteBoolean("timedOut", found.TimedOut);
        writer.List("failed", found.Failed ?? [], ControlJson.Form.ConditionFailureView);
    }

    public static void Write(Shell shell, MessageView message)
    {
        ViewText.Facts(
            shell.Out,
            ("message", message.Id.ToString()),
            ("handler", message.Handler.ToString()),
            ("state", message.State.Word()),
            ("claimed by", message.Consumer),
            ("emitted", $"{DisplayTime.ExactTime(message.EmittedAt)} at {message.EmittedFrom}"),
            ("due", DisplayTime.ExactTime(message.Due)),
            ("key", message.Key),
            ("share", message.Share),
            ("priority", message.Priority == 0 ? null : message.Priority.ToString(CultureInfo.InvariantCulture)),
            ("attempts", message.Attempts.ToString(CultureInfo.InvariantCulture)),
            ("parent", message.Parent?.ToString()),
            ("dead since", message.DeadSince is { } since ? DisplayTime.ExactTime(since) : null),
            ("trace", message.Trace?.ToString()));
        ViewText.Input(shell.Out, "event", message.Event);
        if (message.Failure is null)
            return;
        shell.Out.WriteLine();
        ViewText.Failure(shell.Out, message.Failure);
    }
}
