using DarkLang.Display;
using DarkLang.Display.Columns;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.NotFound;

/// <summary>Messages to workers that do not exist.</summary>
internal sealed record NotFoundScreen : ListScreen
{
    public override ScreenKind Kind => ScreenKind.NotFound;

    /// <summary>The screen with a name selected.</summary>
    public static Screen At(CanvasModel model, string name) => new NotFoundScreen().Seen(model).Select(name);

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        var room = height - header.Count - 1;
        return [.. header, Rule("404s", width), .. Selected(model) is { } selected
            ? Pane.WithDetail(
                pane => TableOf(NotFoundColumns.All, [.. Lost(model)], lost => lost.Name, model, pane),
                [.. Detail(selected, model)],
                width,
                room)
            : [ScreenLine.Of("  " + (model.Status.NotFound is []
                ? "none: every message found its worker"
                : $"no 404 has \"{DisplayText.PrintableLine(Filter)}\" in it: Esc shows all again"), Tone.Faint)]];
    }

    public override string About(CanvasModel model) =>
        Selected(model) is { Nearest: { } nearest } ? $"`c` creates the worker; `m` sends them to {nearest} or another worker" : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open or UiCommand.Create => WorkerDraft.Draft(model, Selection.Row),
        UiCommand.MoveTo => MoveForm.Open(model, [.. Chosen(model)]),
        UiCommand.Remove => Remove(model),
        _ => null,
    };

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Lost(model).Select(lost => lost.Name);

    private IEnumerable<NotFoundView> Lost(CanvasModel model) =>
        model.Status.NotFound.Where(lost => Passes(lost.Name, lost.Event?.Json, lost.EmittedFrom));

    private NotFoundView? Selected(CanvasModel model) => model.Status.NotFound.FirstOrDefault(lost => lost.Name == Selection.Row);

    private IEnumerable<NotFoundView> Chosen(CanvasModel model) =>
        model.Status.NotFound.Where(lost => Selection.Chosen.Contains(lost.Name));

    private ScreenResult Remove(CanvasModel model)
    {
        var chosen = Chosen(model).ToList();
        if (model.Link != ConnectionState.Attached || chosen is [])
            return ScreenResult.Refuse(
                model, model.Link != ConnectionState.Attached ? HandlerActions.NoRuntime : "select a 404 to remove its messages");
        var names = string.Join(", ", chosen.Select(lost => lost.Name));
        var act = ClientRequest.Telling($"remove the messages to {names}", async (client, cancellation) =>
        {
            var count = 0;
            foreach (var lost in chosen)
            {
                var selection = new MessageSelection(SelectionState.NotFound, Handler: HandlerId.Worker(lost.Name));
                count += (await client.Ask(Operations.Remove, selection, cancellation)).Count;
            }
            return $"removed {DisplayText.Quantity(count, "message")} to {names}";
        });
        return new ScreenResult(model with
        {
            Question = new Question(
            $"remove {DisplayText.Quantity(chosen.Sum(lost => lost.Messages), "message")} to {names} for good?", act)
        });
    }

    private static IEnumerable<ScreenLine> Detail(NotFoundView lost, CanvasModel model)
    {
        yield return ScreenLine.Of($"no worker is named {DisplayText.PrintableLine(lost.Name)}", Tone.Warning);
        yield return MessageDetail.Field("waiting", DisplayText.Quantity(lost.Messages, "message"));
        yield return MessageDetail.Field("emitted", $"{DisplayTime.Age(model.Status.Now - lost.LastEmittedAt)} ago from {lost.EmittedFrom}");
        if (lost.Nearest is { } nearest)
            yield return MessageDetail.Field("meant", $"perhaps {nearest}");
        yield return MessageDetail.Field("newest", lost.Event?.Json ?? "in the store");
    }
}
