using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Handlers;

internal enum HandlerTab
{
    Queue,
    Dead,
    Traces,
    Source,
}

/// <summary>A worker or a cron that was opened.</summary>
internal sealed record HandlerScreen(HandlerId Id) : Screen
{
    public HandlerTab Tab { get; init; }

    /// <summary>Null until they were read.</summary>
    public TabContents? Contents { get; init; }

    /// <summary>Of the rows of the tab, or of its lines.</summary>
    public int Selected { get; init; }

    public MessageView? SelectedMessage => Contents is TabContents.Messages { Rows: var rows } ? rows.ElementAtOrDefault(Selected) : null;

    public TraceHeaderView? SelectedTrace => Contents is TabContents.Traces { Rows: var rows } ? rows.ElementAtOrDefault(Selected) : null;

    public override Place Place => Place.Handler;

    public override HandlerId? Handler => Id;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) => HandlerLines.Render(model, this, width, height);

    public override string About(CanvasModel model) => HandlerLines.About(this);

    public override Screen Move(int rows) => this with { Selected = Clamp(Selected + rows, Contents) };

    public override Reaction? Do(Deed deed, CanvasModel model) => deed switch
    {
        Deed.NextTab => new Reaction(model.Replace(Turn(1)), Act.Look),
        Deed.PreviousTab => new Reaction(model.Replace(Turn(-1)), Act.Look),
        Deed.TogglePause => Steering.TogglePause(model),
        Deed.Step => Steering.Step(model),
        Deed.Retry => Steering.Retry(model, SelectedMessage),
        Deed.RetryAll => Steering.RetryAll(model, Id),
        _ => null,
    };

    public override async Task<Func<Screen, Screen>?> Read(IControlClient client, CancellationToken cancellation)
    {
        var contents = await TabContents.Read(client, this, cancellation);
        return screen => screen is HandlerScreen handler ? handler.Seen(this, contents) : screen;
    }

    public override Func<Screen, Screen> Unread(string why) =>
        screen => screen is HandlerScreen handler ? handler.Seen(this, new TabContents.Unreadable(why)) : screen;

    public HandlerScreen Turn(int tabs)
    {
        var count = Enum.GetValues<HandlerTab>().Length;
        return this with { Tab = (HandlerTab)(((int)Tab + tabs + count) % count), Contents = null, Selected = 0 };
    }

    /// <summary>Newer contents, unless they are of what is no longer shown. The selection stays on its message or trace while that is there.</summary>
    public HandlerScreen Seen(HandlerScreen asked, TabContents contents)
    {
        if (asked.Id != Id || asked.Tab != Tab)
            return this;
        var selected = Contents?.IdOf(Selected) is { } id && contents.PlaceOf(id) is >= 0 and var place ? place : Selected;
        return this with { Contents = contents, Selected = Clamp(selected, contents) };
    }

    private static int Clamp(int row, TabContents? contents) => Math.Clamp(row, 0, Math.Max(0, (contents?.Count ?? 0) - 1));
}
