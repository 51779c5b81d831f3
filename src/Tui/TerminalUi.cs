using System.Runtime.InteropServices;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;
using Terminal.Gui.App;

namespace DarkLang.Tui;

/// <summary>The screens of a canvas, from the first to the last key; the terminal is as before when it returns.</summary>
public sealed class TerminalUi
{
    /// <summary>What the canvas was like when the command started.</summary>
    public required StatusView First { get; init; }

    /// <summary>Gives a way to the runtime; null while there is none.</summary>
    public required Func<CancellationToken, Task<IControlClient?>> Connect { get; init; }

    /// <summary>Who is named as the one that paused.</summary>
    public required string User { get; init; }

    public required bool Coloured { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>
    /// The canvas runs in this process and stops when the screens end, as with <c>dark run --tui</c>. Then whatever quits asks while attempts are running
    /// (drain, now, cancel), and what was chosen is what <see cref="Run"/> gives; with nothing running, and at a signal, it is to drain. Otherwise the
    /// screens are attached, and quitting them leaves the canvas alone.
    /// </summary>
    public bool OwnsRun { get; init; }

    /// <summary>How the canvas is to stop; of meaning where <see cref="OwnsRun"/> is set.</summary>
    public async Task<Ending> Run()
    {
        using var stopping = new CancellationTokenSource();
        using var app = Application.Create();
        app.Init();
        StatusFeed? feed = null;
        using var window = new CanvasWindow(CanvasModel.Of(First, User), new Palette(Coloured), act => feed?.Ask(act));
        await using var running = feed = new StatusFeed(Connect, change => app.Invoke(() => window.Change(change)), () => window.Model.Top, Time);
        using var terminate = StopOn(PosixSignal.SIGTERM, app, window);
        using var interrupt = StopOn(PosixSignal.SIGINT, app, window);
        var refreshing = Task.Run(() => feed.Run(stopping.Token));
        try
        {
            app.Run(window);
            return Ending.Drain;
        }
        finally
        {
            await stopping.CancelAsync();
            await refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// A process that a signal ends would leave the terminal in raw mode. Not so with SIGHUP: then the terminal is gone, and a loop that
    /// waits for its keys would never come to stop.
    /// </summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, IApplication app, CanvasWindow window) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            app.Invoke(() => app.RequestStop(window));
        });
}

/// <summary>How a canvas stops whose screens were quit.</summary>
public enum Ending
{
    /// <summary>Attempts that run may finish.</summary>
    Drain,

    /// <summary>Attempts that run are given up; their messages are on their queues at the next start.</summary>
    Now,
}
