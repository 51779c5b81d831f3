namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form that puts a dead letter back with another event.</summary>
internal static class EditForm
{
    public static FormScreen Of(MessageView dead, string json) => new(
        $"Retry {DisplayText.ShortId(dead.Id)} of {dead.Handler} with another event",
        [new Field(FormScreen.Event, LineBuffer.Of(json), Validators.Json)], texts => Retry(dead, texts[0]));

    private static ClientRequest Retry(MessageView dead, string json) =>
        ClientRequest.WithNotice($"retry {dead.Id}", async (client, cancellation) =>
    {
        await client.Ask(Operations.RetryWith, new(dead.Id.ToString(), json), cancellation);
        return $"put it back on the queue of {dead.Handler} with that event";
    });
}
