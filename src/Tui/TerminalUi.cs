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

    public required ThemeChoice Theme { get; init; }

    public required TimeProvider Time { get; init; }

    public required SessionOptions Options { get; init; }

    /// <summary>Returns how the canvas should stop, which matters if <see cref="SessionOptions.OwnsRun"/> is set.</summary>
    public async Task<QuitMode> Run()
    {
        KeepThreadsReady();
        using var stopping = new CancellationTokenSource();
        var model = CanvasModel.Of(First, Options);
        var session = new TerminalSession(model, Screens.Theme.Of(Theme), Editor.Of(Environment.GetEnvironmentVariable));
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
