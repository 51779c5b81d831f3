using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.NotFound;

/// <summary>Messages to workers that do not exist.</summary>
internal sealed record NotFoundScreen : ListScreen
{
    public override ScreenKind Kind => ScreenKind.NotFound;

    /// <summary>The screen with a name selected.</summary>
    public static Screen At(CanvasModel model, string name) => new NotFoundScreen().WithModel(model).Select(name);

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) => Page(
        model, width, height, "404s", NotFoundColumns.All, [.. Names(model)], name => name.Name, name => Detail(name, model),
        model.Status.NotFound is [] ? "none: every message found its worker" : NoMatch("404"));

    public override string About(CanvasModel model) =>
        Selected(model) is { Nearest: { } nearest } ? $"`c` creates the worker; `m` moves the messages to {nearest} or another worker" : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open or UiCommand.Create => WorkerDraft.Draft(model, Selection.Row),
        UiCommand.MoveTo => MoveForm.Open(model, [.. Chosen(model)]),
        UiCommand.Remove => NotFoundActions.Remove(model, [.. Chosen(model)]),
        _ => null,
    };

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Names(model).Select(name => name.Name);

    private IEnumerable<NotFoundView> Names(CanvasModel model) =>
        model.Status.NotFound.Where(name => Passes(name.Name, name.Event?.Json, name.EmittedFrom));

    private NotFoundView? Selected(CanvasModel model) => model.Status.NotFound.FirstOrDefault(name => name.Name == Selection.Row);

    private IEnumerable<NotFoundView> Chosen(CanvasModel model) =>
        model.Status.NotFound.Where(name => Selection.Chosen.Contains(name.Name));

    private static IEnumerable<ScreenLine> Detail(NotFoundView name, CanvasModel model)
    {
        yield return ScreenLine.Of($"no worker is named {DisplayText.PrintableLine(name.Name)}", Tone.Warning);
        yield return MessageDetail.Field("waiting", DisplayText.Quantity(name.Messages, "message"));
        var age = DisplayTime.Age(model.Status.Now - name.LastEmittedAt);
        yield return MessageDetail.Field("emitted", $"{age} ago from {name.EmittedFrom}");
        if (name.Nearest is { } nearest)
            yield return MessageDetail.Field("nearest", nearest);
        yield return MessageDetail.Field("newest", name.Event?.Json ?? "only in the store");
    }
}
