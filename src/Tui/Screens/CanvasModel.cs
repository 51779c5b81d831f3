using System.Collections.Immutable;
using DarkLang.Display.Editing;
using DarkLang.Display.Tables;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Overview;

namespace DarkLang.Tui.Screens;

internal enum ConnectionState
{
    Attached,

    /// <summary>Nothing runs on the store; the counts are those it holds.</summary>
    AtRest,

    /// <summary>There was a runtime and it is gone; the counts are the last ones known.</summary>
    Lost,
}

/// <summary>All that the screens show at one moment.</summary>
internal sealed record CanvasModel
{
    public required StatusView Status { get; init; }

    public required ConnectionState Link { get; init; }

    public required SessionOptions Setup { get; init; }

    /// <summary>How busy it was lately.</summary>
    public Throughput Throughput { get; private init; } = new();

    /// <summary>What happened lately.</summary>
    public EventLog Events { get; init; } = new();

    /// <summary>The overview, and what was opened from there.</summary>
    public ImmutableStack<Screen> Screens { get; private init; } = [new OverviewScreen()];

    /// <summary>What the last act led to, until the next key.</summary>
    public string? Notice { get; init; }

    /// <summary>Null while no question is open.</summary>
    public Question? Question { get; init; }

    /// <summary>The filter, or the text to look for, that is being typed.</summary>
    public LineBuffer? Typing { get; init; }

    /// <summary>Set when the screens are to end.</summary>
    public QuitMode? Ending { get; init; }

    /// <summary>How tables write their values.</summary>
    public TableStyle Style => TableStyle.Screen(Status.Now, Setup.Zone, Throughput.Line);

    /// <summary>The screen in front.</summary>
    public Screen Top => Screens.Peek();

    public static CanvasModel Of(StatusView status, SessionOptions setup) =>
        new CanvasModel
        {
            Status = status,
            Link = status.State == EngineState.Stopped ? ConnectionState.AtRest : ConnectionState.Attached,
            Setup = setup,
            Throughput = new Throughput().Seen(status),
        }.WithStatus();

    /// <summary>Newer counts.</summary>
    public CanvasModel WithStatus(StatusView status) =>
        (this with { Status = status, Link = ConnectionState.Attached, Throughput = Throughput.Seen(status) }).WithStatus();

    /// <summary>What happened since.</summary>
    public CanvasModel WithEvents(IReadOnlyList<ControlEvent> events) =>
        events is [] ? this : (this with { Events = Events.And(events) }).WithStatus();

    /// <summary>A store at rest has no runtime to lose.</summary>
    public CanvasModel Disconnected() =>
        this with { Link = Link == ConnectionState.AtRest ? ConnectionState.AtRest : ConnectionState.Lost };

    /// <summary>A screen before the others.</summary>
    public CanvasModel Push(Screen screen) => this with { Screens = Screens.Push(screen.Seen(this)) };

    /// <summary>One step out; never out of the overview.</summary>
    public CanvasModel Back() => Screens.Pop() is { IsEmpty: false } others ? this with { Screens = others } : this;

    /// <summary>All the way out.</summary>
    public CanvasModel ToOverview() => this with { Screens = [Screens.Last()] };

    /// <summary>Another screen in the place of the one in front.</summary>
    public CanvasModel Replace(Screen screen) => this with { Screens = Screens.Pop().Push(screen.Seen(this)) };

    public CanvasModel Move(int rows) => Replace(Top.Move(rows));

    public bool IsPaused(HandlerId id) => id.Kind == HandlerKind.Cron
        ? Status.Crons.Any(cron => cron.Name == id.Name && cron.State == HandlerState.Paused)
        : Status.Workers.Any(worker => worker.Name == id.Name && worker.State == HandlerState.Paused);

    private CanvasModel WithStatus() => this with { Screens = [.. Screens.Reverse().Select(screen => screen.Seen(this))] };
}
