using DarkLang.Display;
using DarkLang.Display.Editing;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>Sends the messages of 404s to another worker.</summary>
internal static class MoveForm
{
    public static ScreenResult Open(CanvasModel model, IReadOnlyList<NotFoundView> chosen) => (model.Link, chosen) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, []) => ScreenResult.Refuse(model, "select a 404 to send its messages to another worker"),
        _ => new ScreenResult(model.Push(new FormScreen(
            $"Send {DisplayText.Quantity(chosen.Sum(lost => lost.Messages), "message")} to {string.Join(", ", chosen.Select(lost => lost.Name))} to another worker",
            [new Field("worker", LineBuffer.Of(chosen[0].Nearest ?? ""), Validators.KnownWorker)],
            texts => Move(chosen, texts[0])))),
    };

    private static ClientRequest Move(IReadOnlyList<NotFoundView> chosen, string worker) =>
        ClientRequest.Telling($"move them to {worker}", async (client, cancellation) =>
    {
        var count = 0;
        foreach (var lost in chosen)
        {
            var selection = new MessageSelection(SelectionState.NotFound, Handler: HandlerId.Worker(lost.Name));
            count += (await client.Ask(Operations.Move, new(selection, worker), cancellation)).Count;
        }
        return $"moved {DisplayText.Quantity(count, "message")} to worker {worker}";
    });
}
