using DarkLang.Lang.Interactive;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>Emits a message.</summary>
internal static class EmitForm
{
    /// <param name="worker">Null when none is selected: then it is typed.</param>
    public static Reaction Open(CanvasModel model, string? worker)
    {
        if (model.Link != Link.Attached)
            return Reaction.Refuse(model, Steering.NoRuntime);
        return new Reaction(model.Push(new FormScreen("Emit a message",
        [
            new Field("worker", InputLine.Of(worker ?? ""), Checks.AnyWorker),
            new Field(FormScreen.Event, InputLine.Empty, Checks.JsonOrNothing),
            new Field("delay", InputLine.Empty, Checks.Delay),
        ], Emit)
        {
            At = worker is null ? 0 : 1,
            Worker = model.Status.Workers.Any(known => known.Name == worker) ? worker : null,
        }), Act.Look);
    }

    private static Act Emit(IReadOnlyList<string> texts) => Act.Telling($"emit to {texts[0]}", async (client, cancellation) =>
    {
        var delay = texts[2] is "" ? null : TypedDuration.TryParse(texts[2]);
        var emitted = (await client.Emit([new EmitRequest(texts[0], texts[1] is "" ? "null" : texts[1], delay)], cancellation))[0];
        return emitted.Warning ?? $"emitted {emitted.Message} to {texts[0]}{(delay is null ? "" : $", due in {texts[2]}")}";
    });
}
