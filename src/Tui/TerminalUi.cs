using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>Shows the screens of a canvas until the user quits, and restores the terminal.</summary>
public sealed class TerminalUi
{
    private const int ThreadsReady = 8;

    /// <summary>The status of the canvas when the command started.</summary>
    public required StatusView First { get; init; }

    /// <summary>Connects to the runtime; returns null while there is none.</summary>
    public required Func<CancellationToken, Task<IControlClient?>> Connect { get; init; }

    /// <summary>The user named in pauses.</summary>
    public required string User { get; init; }

    public required ThemeChoice Theme { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Whether keys that change the canvas are refused.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Whether the canvas runs in this process and stops with the screens, as with <c>dark run --tui</c>. Quitting then asks how to stop
    /// while attempts run, and <see cref="Run"/> returns the answer; without attempts, and on a signal, it drains. Otherwise quitting
    /// leaves the canvas running.
    /// </summary>
    public bool OwnsRun { get; init; }

    /// <summary>Creates the worker that a 404 lacks; null if the file of the canvas is out of reach.</summary>
    public Func<NotFoundView, StatusView, WorkerStub>? Stub { get; init; }

    /// <summary>Returns how the canvas should stop, which matters if <see cref="OwnsRun"/> is set.</summary>
    public async Task<QuitMode> Run()
    {
        KeepThreadsReady();
        using var stopping = new CancellationTokenSource();
        var setup = new SessionOptions { User = User, IsReadOnly = IsReadOnly, OwnsRun = OwnsRun, Zone = Time.LocalTimeZone, Stub = Stub };
        var session = new TerminalSession(CanvasModel.Of(First, setup), Screens.Theme.Of(Theme), Editor.OfEnvironment());
        await using var feed = new StatusFeed(Connect, session.Change, () => session.Model.Top, Time);
        var refreshing = Task.Run(() => feed.Run(stopping.Token));
        try
        {
            session.Show(feed.Ask);
        }
        finally
        {
            await stopping.CancelAsync();
            await refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return session.Model.Ending ?? QuitMode.Drain;
    }

    /// <summary>
    /// The library blocks threads of the pool to wait for keys, as many as a small machine has processors. The work that ends those waits
    /// would have to wait for the pool to add a thread.
    /// </summary>
    private static void KeepThreadsReady()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsReady), completions);
    }
}
