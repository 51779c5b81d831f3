using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Screens.Stream;

/// <summary>Events as they happen, newest last. The screen follows the newest one until the selection moves away from it.</summary>
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
                ? "nothing has happened since the start: `e` on a worker emits a message"
                : NoMatch("event")), Tone.Faint)]
            : events.Skip(first).Take(room).Select(entry => StreamLine.Of(entry, model, Selection.Row == entry.Row))];
    }

    public override Guid? MessageIn(CanvasModel model) =>
        Selected(model)?.Event is { } chosen ? chosen.Message ?? chosen.Trace?.Message : null;

    public override string About(CanvasModel model) => Selected(model) is { Event.Message: { } message } ? $"message {message}" : "";

    public override string? Copies(CanvasModel model) => (Selected(model)?.Event.Trace?.Id ?? Selected(model)?.Event.Message)?.ToString();

    public override Screen Move(int rows) => Held((StreamScreen)base.Move(rows));

    public override Screen Select(string row) => Held((StreamScreen)base.Select(row));

    public override Screen WithModel(CanvasModel model)
    {
        var screen = (StreamScreen)base.WithModel(model);
        return Follows ? screen with { Selection = screen.Selection.Move(int.MaxValue) } : screen;
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command == UiCommand.Open ? Open(model) : null;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Passing(model).Select(entry => entry.Row);

    private static StreamScreen Held(StreamScreen moved) =>
        moved with { Follows = moved.Selection.Row == (moved.Selection.Rows is [.., var last] ? last : Newest) };

    private IEnumerable<EventLogEntry> Passing(CanvasModel model) =>
        Filter is "" ? model.Events.All : model.Events.All.Where(entry => Passes(StreamLine.Text(entry.Event)));

    private EventLogEntry? Selected(CanvasModel model) => model.Events.All.FirstOrDefault(entry => entry.Row == Selection.Row);

    private ScreenResult? Open(CanvasModel model) => Selected(model)?.Event switch
    {
        null => null,
        _ when model.Connection != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        { Loaded: not null } => new ScreenResult(model.Push(new Problems.ProblemsScreen()), ClientRequest.Refresh),
        { Kind: EventKind.NotFound, Handler.Name: var name } =>
            new ScreenResult(model.Push(NotFound.NotFoundScreen.At(model, name)), ClientRequest.Refresh),
        { Handler: { } handler, Trace: { } trace } => new ScreenResult(model, AttemptEntry.OfTrace(handler, trace.Id)),
        // A cron fires before its attempt starts.
        { Kind: EventKind.Fired, Message: { } message } => new ScreenResult(model, AttemptEntry.OfMessage(message)),
        { Message: { } message, At: var at } => new ScreenResult(model, AttemptEntry.OfMessage(message, at)),
        { Handler: { } handler } => new ScreenResult(model.Push(new HandlerScreen(handler)), ClientRequest.Refresh),
        _ => ScreenResult.Refuse(model, "this line has nothing to open"),
    };
}
