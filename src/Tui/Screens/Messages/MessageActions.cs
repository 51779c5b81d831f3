using DarkLang.Tui.Screens.Forms;

namespace DarkLang.Tui.Screens.Messages;

/// <summary>Acts on the selected messages. It asks first for several messages, and for what can't be undone.</summary>
internal static class MessageActions
{
    public static ScreenResult Retry(CanvasModel model, IReadOnlyList<MessageView> chosen) => (model.Connection, chosen) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, [{ State: MessageState.Dead } only]) => new ScreenResult(model, Retry([only], $"put it back on the queue of {only.Handler}")),
        (_, { Count: > 1 }) when chosen.All(message => message.State == MessageState.Dead) =>
            ScreenResult.Ask(model, $"retry {chosen.Count} dead letters?", Retry(chosen, $"put {chosen.Count} dead letters back")),
        _ => ScreenResult.Refuse(model, "select a dead letter to retry it: the tab Dead lists them"),
    };

    /// <summary>Retries all dead letters of a worker or cron, or those for which a condition holds.</summary>
    public static ScreenResult RetryAll(CanvasModel model, HandlerId handler, string? where)
    {
        if (where is not null)
            return ScreenResult.Ask(model, $"retry the dead letters of {handler} for which {where}?", RetryAll(handler, where));
        var dead = handler.Kind == HandlerKind.Cron
            ? model.Status.Crons.Where(cron => cron.Name == handler.Name).Sum(cron => cron.Dead)
            : model.Status.Workers.Where(worker => worker.Name == handler.Name).Sum(worker => worker.Dead);
        return dead == 0
            ? ScreenResult.Refuse(model, $"{handler} has no dead letters")
            : ScreenResult.Ask(model, $"retry {DisplayText.Quantity(dead, "dead letter")} of {handler}?", RetryAll(handler, where));
    }

    public static ScreenResult Remove(CanvasModel model, IReadOnlyList<MessageView> chosen)
    {
        if (model.Connection != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        if (chosen is [])
            return ScreenResult.Refuse(model, "select a message to remove it");
        var what = chosen is [var only]
            ? $"the {only.State.Word()} message {DisplayText.ShortId(only.Id)} of {only.Handler}"
            : $"{chosen.Count} messages of {chosen[0].Handler}";
        return ScreenResult.Ask(model, $"remove {what} for good?", Removing(chosen));
    }

    public static ScreenResult Edit(CanvasModel model, IReadOnlyList<MessageView> chosen) => (model.Connection, chosen) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, [{ State: MessageState.Running }]) => ScreenResult.Refuse(model, "an attempt at this message runs: edit it when it has ended"),
        (_, [var only]) => new ScreenResult(model, EditForm.Open(only.Id)),
        _ => ScreenResult.Refuse(model, "select one message to change its event"),
    };

    private static ClientRequest Retry(IReadOnlyList<MessageView> dead, string done) =>
        ClientRequest.WithNotice($"retry {NamesOf(dead)}", async (client, cancellation) =>
    {
        await client.Ask(Operations.RetryDead, new(SelectionState.Dead, Ids(dead)), cancellation);
        return done;
    });

    private static ClientRequest RetryAll(HandlerId handler, string? where) =>
        ClientRequest.WithNotice($"retry the dead letters of {handler}", async (client, cancellation) =>
    {
        var retried = await client.Ask(Operations.RetryDead, new(SelectionState.Dead, Handler: handler, Where: where), cancellation);
        return $"put {DisplayText.Quantity(retried.Count, "dead letter")} back";
    });

    private static ClientRequest Removing(IReadOnlyList<MessageView> chosen) =>
        ClientRequest.WithNotice($"remove {NamesOf(chosen)}", async (client, cancellation) =>
    {
        var count = 0;
        foreach (var same in chosen.GroupBy(SelectionOf))
            count += (await client.Ask(Operations.Remove, new(same.Key, Ids([.. same])), cancellation)).Count;
        return $"removed {DisplayText.Quantity(count, "message")}";
    });

    private static SelectionState SelectionOf(MessageView message) => message.State switch
    {
        MessageState.Dead => SelectionState.Dead,
        MessageState.NotFound => SelectionState.NotFound,
        _ => SelectionState.Queued,
    };

    private static string NamesOf(IReadOnlyList<MessageView> messages) =>
        messages is [var only] ? only.Id.ToString() : DisplayText.Quantity(messages.Count, "message");

    private static IReadOnlyList<string> Ids(IReadOnlyList<MessageView> messages) => [.. messages.Select(message => message.Id.ToString())];
}
