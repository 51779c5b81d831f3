using DarkLang.Tui.Screens.Overview;

namespace DarkLang.Tui.Screens;

internal enum ConnectionState
{
    Attached,

    /// <summary>No runtime uses the store; the counts come from the store.</summary>
    AtRest,

    /// <summary>The runtime is gone; the counts are the last known ones.</summary>
    Lost,
}

/// <summary>Everything the screens show at one moment.</summary>
internal sealed record CanvasModel
{
    public required StatusView Status { get; init; }

    public required ConnectionState Connection { get; init; }

    public required SessionOptions Setup { get; init; }

    /// <summary>The columns and lines of the terminal, as last drawn.</summary>
    public System.Drawing.Size Size { get; init; } = new(80, 24);

    /// <summary>How busy the canvas was recently.</summary>
    public Throughput Throughput { get; private init; } = new();

    /// <summary>The recent events.</summary>
    public EventLog Events { get; init; } = new();

    /// <summary>The overview, and the screens opened on top of it.</summary>
    public ImmutableStack<Screen> Screens { get; private init; } = [new OverviewScreen()];

    /// <summary>The result of the last key, shown until the next one.</summary>
    public string? Notice { get; init; }

    /// <summary>Null while no question is open.</summary>
    public Question? Question { get; init; }

    /// <summary>The filter or search text that is being typed.</summary>
    public LineBuffer? Typing { get; init; }

    /// <summary>Set when the user quits.</summary>
    public QuitMode? Ending { get; init; }

    /// <summary>How tables write their values.</summary>
    public TableStyle Style => TableStyle.Screen(Status.Now, Throughput.Line);

    /// <summary>The screen in front.</summary>
    public Screen Top => Screens.Peek();

    public static CanvasModel Of(StatusView status, SessionOptions setup) =>
        new CanvasModel
        {
            Status = status,
            Connection = status.State == EngineState.Stopped ? ConnectionState.AtRest : ConnectionState.Attached,
            Setup = setup,
            Throughput = new Throughput().WithStatus(status),
        }.Updated();

    public CanvasModel WithStatus(StatusView status) =>
        (this with { Status = status, Connection = ConnectionState.Attached, Throughput = Throughput.WithStatus(status) }).Updated();

    public CanvasModel WithEvents(IReadOnlyList<ControlEvent> events) =>
        events is [] ? this : (this with { Events = Events.With(events) }).Updated();

    /// <summary>A store at rest has no runtime to lose.</summary>
    public CanvasModel Disconnected() =>
        this with { Connection = Connection == ConnectionState.AtRest ? ConnectionState.AtRest : ConnectionState.Lost };

    /// <summary>Opens a screen on top.</summary>
    public CanvasModel Push(Screen screen) => this with { Screens = Screens.Push(screen.WithModel(this)) };

    /// <summary>Closes the screen in front; the overview stays.</summary>
    public CanvasModel Back() => Screens.Pop() is { IsEmpty: false } others ? this with { Screens = others } : this;

    /// <summary>Closes all screens but the overview.</summary>
    public CanvasModel ToOverview() => this with { Screens = [Screens.Last()] };

    /// <summary>Replaces the screen in front.</summary>
    public CanvasModel Replace(Screen screen) => this with { Screens = Screens.Pop().Push(screen.WithModel(this)) };

    public CanvasModel Move(int rows) => Replace(Top.Move(rows));

    public bool IsPaused(HandlerId id) => id.Kind == HandlerKind.Cron
        ? Status.Crons.Any(cron => cron.Name == id.Name && cron.State == HandlerState.Paused)
        : Status.Workers.Any(worker => worker.Name == id.Name && worker.State == HandlerState.Paused);

    /// <summary>Lets the screens take the model.</summary>
    private CanvasModel Updated() => this with { Screens = [.. Screens.Reverse().Select(screen => screen.WithModel(this))] };
}
