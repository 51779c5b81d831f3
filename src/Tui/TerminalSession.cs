using System.Runtime.InteropServices;
using System.Text;
using DarkLang.Tui.Screens;
using Terminal.Gui.App;

namespace DarkLang.Tui;

/// <summary>Shows the screens in the terminal, and hands it to an editor in between.</summary>
internal sealed class TerminalSession(CanvasModel model, Theme theme, Editor? editor)
{
    private volatile Shown? _shown;

    /// <summary>The model that is shown, or was shown last.</summary>
    public CanvasModel Model => _shown?.Window.Model ?? model;

    /// <summary>Applies a change from any thread; drops it while an editor has the terminal, because newer contents follow soon.</summary>
    public void Change(Func<CanvasModel, CanvasModel> change)
    {
        if (_shown is { } shown)
            shown.App.Invoke(() => shown.Window.Change(change));
    }

    /// <summary>Returns when the user quits.</summary>
    public void Show(Action<ClientRequest> ask)
    {
        while (ShowOnce(ask) is { } task)
        {
            model = task.Do(editor!, model);
            ask(ClientRequest.Refresh);
        }
    }

    /// <summary>Returns what to edit; null when the user quit.</summary>
    private EditorTask? ShowOnce(Action<ClientRequest> ask)
    {
        // By default the library polls for keys 25 times a second, and a key would wait 20 ms on average.
        Application.MaximumIterationsPerSecond = 100;
        using var app = Application.Create();
        app.Init();
        using var window = new CanvasWindow(model, theme, ask, text => Copy(app, text), editor is not null);
        using var terminate = StopOn(PosixSignal.SIGTERM, app, window);
        using var interrupt = StopOn(PosixSignal.SIGINT, app, window);
        _shown = new Shown(app, window);
        try
        {
            app.Run(window);
        }
        finally
        {
            model = window.Model;
            _shown = null;
        }
        return window.Edits;
    }

    /// <summary>Copies through the terminal (OSC 52), which may be on another machine.</summary>
    private static void Copy(IApplication app, string text) =>
        app.Driver?.WriteRaw($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");

    /// <summary>
    /// Ends the screens on a signal, which would leave the terminal in raw mode. SIGHUP is not caught: the terminal is gone then, and a
    /// loop that waits for its keys would never stop.
    /// </summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, IApplication app, CanvasWindow window) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            app.Invoke(() => app.RequestStop(window));
        });

    private sealed record Shown(IApplication App, CanvasWindow Window);
}
