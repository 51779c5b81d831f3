namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form that moves the messages of 404s to another worker.</summary>
internal static class MoveForm
{
    public static ScreenResult Open(CanvasModel model, IReadOnlyList<NotFoundView> chosen) => (model.Connection, chosen) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, []) => ScreenResult.Refuse(model, "select a 404 to move its messages to another worker"),
        _ => new ScreenResult(model.Push(new FormScreen(
            $"Move {DisplayText.Quantity(chosen.Sum(name => name.Messages), "message")} "
            + $"from {string.Join(", ", chosen.Select(name => name.Name))} to another worker",
            [new Field("worker", LineBuffer.Of(chosen[0].Nearest ?? ""), Validators.KnownWorker) { Completions = Validators.Names }],
            texts => Move(chosen, texts[0])))),
    };

    private static ClientRequest Move(IReadOnlyList<NotFoundView> chosen, string worker) =>
        ClientRequest.WithNotice($"move them to {worker}", async (client, cancellation) =>
    {
        var count = 0;
        foreach (var name in chosen)
            count += (await client.Ask(Operations.Move, new(MessagesTo(name), worker), cancellation)).Count;
        return $"moved {DisplayText.Quantity(count, "message")} to worker {worker}";
    });

    public static MessageSelection MessagesTo(NotFoundView name) => new(SelectionState.NotFound, Handler: HandlerId.Worker(name.Name));
}
