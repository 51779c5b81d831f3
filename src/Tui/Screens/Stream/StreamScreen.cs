using DarkLang.Display;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Screens.Stream;

/// <summary>What happens, as it happens: the newest at the end, which is followed until the selection moves away from it.</summary>
internal sealed record StreamScreen : ListScreen
{
    private const string Newest = "";

    public bool Follows { get; private init; } = true;

    public override ScreenKind Kind => ScreenKind.Stream;

    public override HandlerId? Handler => null;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        var room = height - header.Count - 1;
        var events = Passing(model).ToList();
        var first = Math.Clamp(Selection.At - (room / 2), 0, Math.Max(0, events.Count - room));
        return [.. header, Rule(Follows ? "Stream" : "Stream, held: G follows again", width), .. events is []
            ? [ScreenLine.Of("  " + (Filter is ""
                ? "nothing happened since this screen began: `e` on a worker emits a message"
                : $"nothing that happened has \"{DisplayText.PrintableLine(Filter)}\" in it: Esc shows all again"), Tone.Faint)]
            : events.Skip(first).Take(room).Select(happening => StreamLine.Of(happening, model, Selection.Row == happening.Row))];
    }

    public override string About(CanvasModel model) => Selected(model) is { Event.Message: { } message } ? $"message {message}" : "";

    public override string? Copies(CanvasModel model) => (Selected(model)?.Event.Trace?.Id ?? Selected(model)?.Event.Message)?.ToString();

    public override Screen Move(int rows) => Held((StreamScreen)base.Move(rows));

    public override Screen Select(string row) => Held((StreamScreen)base.Select(row));

    public override Screen Seen(CanvasModel model)
    {
        var seen = (StreamScreen)base.Seen(model);
        return Follows ? seen with { Selection = seen.Selection.Move(int.MaxValue) } : seen;
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command == UiCommand.Open ? Open(model) : null;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Passing(model).Select(happening => happening.Row);

    private static StreamScreen Held(StreamScreen moved) =>
        moved with { Follows = moved.Selection.Row == (moved.Selection.Rows is [.., var last] ? last : Newest) };

    private IEnumerable<EventLogEntry> Passing(CanvasModel model) =>
        Filter is "" ? model.Events.All : model.Events.All.Where(happening => Passes(StreamLine.Text(happening.Event)));

    private EventLogEntry? Selected(CanvasModel model) => model.Events.All.FirstOrDefault(happening => happening.Row == Selection.Row);

    private ScreenResult? Open(CanvasModel model) => Selected(model)?.Event switch
    {
        null => null,
        _ when model.Link != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        { Loaded: not null } => new ScreenResult(model.Push(new Problems.ProblemsScreen()), ClientRequest.Look),
        { Kind: EventKind.NotFound, Handler.Name: var name } =>
            new ScreenResult(model.Push(NotFound.NotFoundScreen.At(model, name)), ClientRequest.Look),
        { Handler: { } handler, Trace: { } trace } => new ScreenResult(model, AttemptEntry.OfTrace(handler, trace.Id)),
        // It fires before its attempt starts.
        { Kind: EventKind.Fired, Message: { } message } => new ScreenResult(model, AttemptEntry.OfMessage(message)),
        { Message: { } message, At: var at } => new ScreenResult(model, AttemptEntry.OfMessage(message, at)),
        { Handler: { } handler } => new ScreenResult(model.Push(new HandlerScreen(handler)), ClientRequest.Look),
        _ => ScreenResult.Refuse(model, "there is nothing behind this line"),
    };
}
