using DarkLang.Display.Editing;
using DarkLang.Lang.Interactive;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>Emits a message.</summary>
internal static class EmitForm
{
    /// <param name="worker">Null when none is selected: then it is typed.</param>
    public static ScreenResult Open(CanvasModel model, string? worker)
    {
        if (model.Link != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        return new ScreenResult(model.Push(new FormScreen("Emit a message",
        [
            new Field("worker", LineBuffer.Of(worker ?? ""), Validators.AnyWorker),
            new Field(FormScreen.Event, LineBuffer.Empty, Validators.JsonOrNothing),
            new Field("delay", LineBuffer.Empty, Validators.Delay),
        ], Emit)
        {
            At = worker is null ? 0 : 1,
            Worker = model.Status.Workers.Any(known => known.Name == worker) ? worker : null,
        }), ClientRequest.Look);
    }

    private static ClientRequest Emit(IReadOnlyList<string> texts) =>
        ClientRequest.Telling($"emit to {texts[0]}", async (client, cancellation) =>
    {
        var delay = texts[2] is "" ? null : TypedDuration.TryParse(texts[2]);
        var request = new EmitRequest(texts[0], texts[1] is "" ? "null" : texts[1], delay);
        var emitted = (await client.Ask(Operations.Emit, [request], cancellation))[0];
        return emitted.Warning ?? $"emitted {emitted.Message} to {texts[0]}{(delay is null ? "" : $", due in {texts[2]}")}";
    });
}
