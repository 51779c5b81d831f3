using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>The screens of a canvas, from the first to the last key; the terminal is as before when it returns.</summary>
public sealed class TerminalUi
{
    private const int ThreadsReady = 8;

    /// <summary>What the canvas was like when the command started.</summary>
    public required StatusView First { get; init; }

    /// <summary>Gives a way to the runtime; null while there is none.</summary>
    public required Func<CancellationToken, Task<IControlClient?>> Connect { get; init; }

    /// <summary>Who is named as the one that paused.</summary>
    public required string User { get; init; }

    public required ThemeChoice Theme { get; init; }

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
    public Func<NotFoundView, StatusView, WorkerStub>? Stub { get; init; }

    /// <summary>How the canvas is to stop; of meaning where <see cref="OwnsRun"/> is set.</summary>
    public async Task<QuitMode> Run()
    {
        KeepThreadsReady();
        using var stopping = new CancellationTokenSource();
        var setup = new SessionOptions { User = User, IsReadOnly = IsReadOnly, OwnsRun = OwnsRun, Zone = Time.LocalTimeZone, Stub = Stub };
        var stage = new TerminalSession(CanvasModel.Of(First, setup), Screens.Theme.Of(Theme), Editor.OfEnvironment());
        await using var feed = new StatusFeed(Connect, stage.Change, () => stage.Model.Top, Time);
        var refreshing = Task.Run(() => feed.Run(stopping.Token));
        try
        {
            stage.Show(feed.Ask);
        }
        finally
        {
            await stopping.CancelAsync();
            await refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return stage.Model.Ending ?? QuitMode.Drain;
    }

    /// <summary>
    /// The library keeps threads of the pool waiting for keys and for its next look at them, as many as a small machine has processors: then what
    /// ends those waits would itself have to wait until the pool makes another thread.
    /// </summary>
    private static void KeepThreadsReady()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsReady), completions);
    }
}
