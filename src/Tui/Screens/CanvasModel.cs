using System.Collections.Immutable;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Overview;

namespace DarkLang.Tui.Screens;

internal enum Link
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

    public required Link Link { get; init; }

    public required Setup Setup { get; init; }

    /// <summary>How busy it was lately.</summary>
    public Pulse Pulse { get; private init; } = new();

    /// <summary>What happened lately.</summary>
    public Happenings Happenings { get; init; } = new();

    /// <summary>The overview, and what was opened from there.</summary>
    public ImmutableStack<Screen> Screens { get; private init; } = [new OverviewScreen()];

    /// <summary>What the last act led to, until the next key.</summary>
    public string? Notice { get; init; }

    /// <summary>Null while no question is open.</summary>
    public Question? Question { get; init; }

    /// <summary>The filter, or the text to look for, that is being typed.</summary>
    public InputLine? Typing { get; init; }

    /// <summary>Set when the screens are to end.</summary>
    public Ending? Ending { get; init; }

    /// <summary>The screen in front.</summary>
    public Screen Top => Screens.Peek();

    public static CanvasModel Of(StatusView status, Setup setup) =>
        new CanvasModel { Status = status, Link = status.State == "stopped" ? Link.AtRest : Link.Attached, Setup = setup, Pulse = new Pulse().Seen(status) }.Seen();

    /// <summary>Newer counts.</summary>
    public CanvasModel Seen(StatusView status) => (this with { Status = status, Link = Link.Attached, Pulse = Pulse.Seen(status) }).Seen();

    /// <summary>What happened since.</summary>
    public CanvasModel Heard(IReadOnlyList<ControlEvent> events) => events is [] ? this : (this with { Happenings = Happenings.And(events) }).Seen();

    /// <summary>A store at rest has no runtime to lose.</summary>
    public CanvasModel Disconnected() => this with { Link = Link == Link.AtRest ? Link.AtRest : Link.Lost };

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
        ? Status.Crons.Any(cron => cron.Name == id.Name && cron.State == "paused")
        : Status.Workers.Any(worker => worker.Name == id.Name && worker.State == "paused");

    private CanvasModel Seen() => this with { Screens = [.. Screens.Reverse().Select(screen => screen.Seen(this))] };
}
