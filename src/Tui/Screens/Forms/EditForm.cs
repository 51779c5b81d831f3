namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form that gives a message another event. A dead letter is put back on its queue.</summary>
internal static class EditForm
{
    /// <summary>Reads the message whole, because lists cut long events, and opens the form.</summary>
    public static ClientRequest Open(Guid id) => new($"read message {id}", async (client, cancellation) =>
    {
        var message = await client.Ask(Operations.Message, new(id.ToString()), cancellation);
        return model => message.Event switch
        {
            null => model with { Notice = "the run of a cron has no event to edit: `r` retries it" },
            { Literal: { } literal } => model.Push(Of(message, literal)),
            _ => model with
            {
                Notice = "this event can't be edited: it holds a password, which is never shown, or is nested too deeply",
            },
        };
    });

    private static FormScreen Of(MessageView message, string literal)
    {
        var what = message.State == MessageState.Dead ? "Retry" : "Change";
        return new FormScreen(
            $"{what} {DisplayText.ShortId(message.Id)} of {message.Handler} with another event",
            [new Field(FormScreen.Event, LineBuffer.Of(literal), Validators.Event)], texts => Send(message, texts[0]));
    }

    private static ClientRequest Send(MessageView message, string text) =>
        ClientRequest.WithNotice($"change the event of {message.Id}", async (client, cancellation) =>
    {
        var @event = EventText.Of(text);
        await client.Ask(Operations.Edit, new(message.Id.ToString(), @event.Json, @event.Literal), cancellation);
        return message.State == MessageState.Dead
            ? $"put it back on the queue of {message.Handler} with that event"
            : $"changed the event of {DisplayText.ShortId(message.Id)}";
    });
}
