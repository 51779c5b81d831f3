using System.Runtime.InteropServices;
using System.Text;
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

    public required Look Look { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Nothing in the canvas is changed from here.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// The canvas runs in this process and stops when the screens end, as with <c>dark run --tui</c>. Then whatever quits asks while attempts are running
    /// (drain, now, cancel), and what was chosen is what <see cref="Run"/> gives; with nothing running, and at a signal, it is to drain. Otherwise the
    /// screens are attached, and quitting them leaves the canvas alone.
    /// </summary>
    public bool OwnsRun { get; init; }

    /// <summary>Makes the worker that messages wait for; null where the file of the canvas can't be reached.</summary>
    public Func<NotFoundView, StatusView, Stub>? Stub { get; init; }

    /// <summary>How the canvas is to stop; of meaning where <see cref="OwnsRun"/> is set.</summary>
    public async Task<Ending> Run()
    {
        using var stopping = new CancellationTokenSource();
        using var app = Application.Create();
        app.Init();
        StatusFeed? feed = null;
        var setup = new Setup { User = User, IsReadOnly = IsReadOnly, OwnsRun = OwnsRun, Zone = Time.LocalTimeZone, Stub = Stub };
        using var window = new CanvasWindow(CanvasModel.Of(First, setup), Theme.Of(Look), act => feed?.Ask(act), text => Copy(app, text));
        await using var running = feed = new StatusFeed(Connect, change => app.Invoke(() => window.Change(change)), () => window.Model.Top, Time);
        using var terminate = StopOn(PosixSignal.SIGTERM, app, window);
        using var interrupt = StopOn(PosixSignal.SIGINT, app, window);
        var refreshing = Task.Run(() => feed.Run(stopping.Token));
        try
        {
            app.Run(window);
        }
        finally
        {
            await stopping.CancelAsync();
            await refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return window.Model.Ending ?? Ending.Drain;
    }

    /// <summary>By the terminal (OSC 52), which may be on another machine than this process.</summary>
    private static void Copy(IApplication app, string text) => app.Driver?.WriteRaw($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");

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
