using System.Drawing;
using DarkLang.Tui.Screens;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>A window that shows a canvas in a terminal without a real screen, and the keys and clicks of somebody in front of it.</summary>
internal sealed class HeadlessTerminal : IDisposable
{
    private readonly IApplication _app;
    private readonly SessionToken _session;
    private readonly List<ClientRequest> _requests = [];

    public HeadlessTerminal(CanvasModel model, int width = 80, int height = 24, ThemeChoice theme = ThemeChoice.Mono)
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        _app = Application.Create(new VirtualTimeProvider());
        _app.Init("ansi");
        Resize(width, height);
        Window = new CanvasWindow(model, Theme.Of(theme), _requests.Add, Copied.Add);
        _session = _app.Begin(Window)!;
        Draw();
    }

    public CanvasWindow Window { get; }

    public CanvasModel Model => Window.Model;

    /// <summary>What the window asked the client for, apart from the reads that follow a change of the screen.</summary>
    public IEnumerable<string> Requests => _requests.Where(request => request != ClientRequest.Refresh).Select(request => request.Name);

    public List<string> Copied { get; } = [];

    /// <summary>The lines on the screen, without the blanks at their ends.</summary>
    public IReadOnlyList<string> Lines => [.. Text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    public (int Width, int Height) Size => (_app.Driver!.Screen.Width, _app.Driver.Screen.Height);

    public string Text => _app.Driver!.ToString()!;

    public void Press(params Key[] keys)
    {
        foreach (var key in keys)
            _app.InjectKey(key);
        Draw();
    }

    public void Type(string letters) => Press([.. letters.Select(letter => new Key(letter))]);

    /// <summary>Uses the mouse on the first line that shows a text.</summary>
    public void Point(string text, MouseFlags flags)
    {
        var line = Lines.Index().First(line => line.Item.Contains(text, StringComparison.Ordinal));
        Window.NewMouseEvent(
            new Mouse { Position = new Point(line.Item.IndexOf(text, StringComparison.Ordinal), line.Index), Flags = flags });
        Draw();
    }

    public void Resize(int width, int height) => _app.Driver!.SetScreenSize(width, height);

    /// <summary>Empties the screen behind the window's back, as another program in the terminal does.</summary>
    public void Clear()
    {
        _app.Driver!.ClearContents();
        Window.SetNeedsDraw();
    }

    public void ClearBeforeNextDraw() => _app.ClearScreenNextIteration = true;

    public void Draw() => _app.LayoutAndDraw();

    public void Dispose()
    {
        _app.End(_session);
        Window.Dispose();
        _app.Dispose();
    }
}
