using DarkLang.Lang.Interactive;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form that emits a message.</summary>
internal static class EmitForm
{
    /// <param name="worker">Null if none is selected: its name is typed then.</param>
    public static ScreenResult Open(CanvasModel model, string? worker)
    {
        if (model.Connection != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        var form = new FormScreen("Emit a message", [
            new Field("worker", LineBuffer.Of(worker ?? ""), Validators.AnyWorker) { Completions = Validators.Names },
            new Field(FormScreen.Event, LineBuffer.Empty, Validators.EventOrNothing),
            new Field("delay", LineBuffer.Empty, Validators.Delay)], Emit);
        var known = model.Status.Workers.Any(each => each.Name == worker) ? worker : null;
        return new ScreenResult(model.Push(form with { At = worker is null ? 0 : 1, Worker = known }), ClientRequest.Refresh);
    }

    private static ClientRequest Emit(IReadOnlyList<string> texts) =>
        ClientRequest.WithNotice($"emit to {texts[0]}", async (client, cancellation) =>
    {
        var delay = texts[2] is "" ? null : TypedDuration.TryParse(texts[2]);
        var @event = EventText.Of(texts[1] is "" ? "null" : texts[1]);
        var request = new EmitRequest(texts[0], @event.Json, delay, Literal: @event.Literal);
        var emitted = (await client.Ask(Operations.Emit, [request], cancellation))[0];
        if (emitted.Repeated)
            return $"already emitted{(emitted.Message is { } first ? $" as {first}" : "")}: nothing was done";
        return emitted.Warning ?? $"emitted {emitted.Message} to {texts[0]}{(delay is null ? "" : $", due in {texts[2]}")}";
    });
}
