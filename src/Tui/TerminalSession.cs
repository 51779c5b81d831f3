using System.Runtime.InteropServices;
using System.Text;
using DarkLang.Tui.Screens;
using Terminal.Gui.App;

namespace DarkLang.Tui;

/// <summary>The terminal while the screens have it. They give it away to an editor and get it back.</summary>
internal sealed class TerminalSession(CanvasModel model, Theme theme, Editor? editor)
{
    private volatile Showing? _now;

    /// <summary>What is shown, or was shown last.</summary>
    public CanvasModel Model => _now?.Window.Model ?? model;

    /// <summary>Takes a change from any thread; while an editor has the terminal nothing is shown, and newer contents come soon.</summary>
    public void Change(Func<CanvasModel, CanvasModel> change)
    {
        if (_now is { } now)
            now.App.Invoke(() => now.Window.Change(change));
    }

    /// <summary>Until somebody quits.</summary>
    public void Show(Action<ClientRequest> ask)
    {
        while (ShowOnce(ask) is { } wish)
        {
            model = model with { Notice = editor!.Open(wish, model.Status.Canvas) };
            ask(ClientRequest.Look);
        }
    }

    /// <summary>Gives what the screens were left for; null when they were quit.</summary>
    private EditorLocation? ShowOnce(Action<ClientRequest> ask)
    {
        // The library looks for keys 25 times a second unless told otherwise, and a key would wait 20 milliseconds.
        Application.MaximumIterationsPerSecond = 100;
        using var app = Application.Create();
        app.Init();
        using var window = new CanvasWindow(model, theme, ask, text => Copy(app, text), editor is not null);
        using var terminate = StopOn(PosixSignal.SIGTERM, app, window);
        using var interrupt = StopOn(PosixSignal.SIGINT, app, window);
        _now = new Showing(app, window);
        try
        {
            app.Run(window);
        }
        finally
        {
            model = window.Model;
            _now = null;
        }
        return window.LeftFor;
    }

    /// <summary>By the terminal (OSC 52), which may be on another machine than this process.</summary>
    private static void Copy(IApplication app, string text) =>
        app.Driver?.WriteRaw($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");

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

    private sealed record Showing(IApplication App, CanvasWindow Window);
}
