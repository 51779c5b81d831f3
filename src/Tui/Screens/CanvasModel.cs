using System.Collections.Immutable;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
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

/// <summary>A deed that is done only after a yes.</summary>
internal sealed record Question(string Text, Act Act);

/// <summary>All that the screens show at one moment.</summary>
internal sealed record CanvasModel
{
    public required StatusView Status { get; init; }

    public required Link Link { get; init; }

    /// <summary>Who is named as the one that paused.</summary>
    public required string User { get; init; }

    /// <summary>The overview, and what was opened from there.</summary>
    public ImmutableStack<Screen> Screens { get; private init; } = [new OverviewScreen()];

    /// <summary>What the last act led to, until the next key.</summary>
    public string? Notice { get; init; }

    /// <summary>Null while no question is open.</summary>
    public Question? Question { get; init; }

    /// <summary>The screen in front.</summary>
    public Screen Top => Screens.Peek();

    public static CanvasModel Of(StatusView status, string user) =>
        new CanvasModel { Status = status, Link = status.State == "stopped" ? Link.AtRest : Link.Attached, User = user }.Seen();

    /// <summary>Newer counts.</summary>
    public CanvasModel Seen(StatusView status) => (this with { Status = status, Link = Link.Attached }).Seen();

    /// <summary>A store at rest has no runtime to lose.</summary>
    public CanvasModel Disconnected() => this with { Link = Link == Link.AtRest ? Link.AtRest : Link.Lost };

    /// <summary>A screen before the others.</summary>
    public CanvasModel Push(Screen screen) => this with { Screens = Screens.Push(screen.Seen(this)) };

    /// <summary>One step out; never out of the overview.</summary>
    public CanvasModel Back() => Screens.Pop() is { IsEmpty: false } others ? this with { Screens = others } : this;

    /// <summary>Another screen in the place of the one in front.</summary>
    public CanvasModel Replace(Screen screen) => this with { Screens = Screens.Pop().Push(screen) };

    public CanvasModel Move(int rows) => Replace(Top.Move(rows));

    public bool IsPaused(HandlerId id) => id.Kind == HandlerKind.Cron
        ? Status.Crons.Any(cron => cron.Name == id.Name && cron.State == "paused")
        : Status.Workers.Any(worker => worker.Name == id.Name && worker.State == "paused");

    private CanvasModel Seen() => this with { Screens = [.. Screens.Reverse().Select(screen => screen.Seen(this))] };
}
