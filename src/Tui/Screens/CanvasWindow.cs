using Terminal.Gui.App;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace DarkLang.Tui.Screens;

/// <summary>Draws the screens and turns keys and clicks into commands. Its only state is the model.</summary>
internal sealed class CanvasWindow : Window
{
    private const int RowsOfWheel = 3;

    private readonly Theme _theme;
    private readonly Action<ClientRequest> _ask;
    private readonly Action<string> _copy;
    private readonly bool _hasEditor;

    private IReadOnlyList<ScreenLine> _lines = [];

    /// <summary>The lines that the terminal shows, and its size then; null if unknown.</summary>
    private (System.Drawing.Size Size, IReadOnlyList<ScreenLine> Lines)? _drawn;
    private IDriver? _driver;

    /// <param name="copy">Copies a text to the clipboard.</param>
    /// <param name="hasEditor">Whether there is an editor to open.</param>
    public CanvasWindow(CanvasModel model, Theme theme, Action<ClientRequest> ask, Action<string> copy, bool hasEditor = false)
    {
        (Model, _theme, _ask, _copy, _hasEditor) = (model, theme, ask, copy, hasEditor);
        BorderStyle = LineStyle.None;
    }

    public CanvasModel Model { get; private set; }

    /// <summary>What to edit, for which the window closed; it is shown again afterwards.</summary>
    public EditorTask? Edits { get; private set; }

    /// <summary>Changes the model. Only for the thread of the user interface.</summary>
    public void Change(Func<CanvasModel, CanvasModel> change)
    {
        Model = change(Model);
        SetNeedsDraw();
        if (Model.Ending is not null)
            App?.RequestStop(this);
    }

    /// <summary>Clears nothing: every line is drawn in full width.</summary>
    protected override bool OnClearingViewport() => true;

    /// <summary>Draws only lines that changed: to draw all takes the library ten milliseconds, and a remote terminal even longer.</summary>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        WatchDriver();
        Model = Model with { Size = Viewport.Size };
        _lines = CanvasScreen.Render(Model, Viewport.Width, Viewport.Height);
        var drawn = _drawn is { } known && known.Size == Viewport.Size ? known.Lines : [];
        _drawn = (Viewport.Size, _lines);
        for (var y = 0; y < _lines.Count; y++)
        {
            if (y < drawn.Count && _lines[y].LooksLike(drawn[y]))
                continue;
            Move(0, y);
            foreach (var piece in _lines[y].Pieces)
            {
                SetAttribute(_theme.Of(piece.Tone, _lines[y].IsSelected || piece.IsMarked));
                AddStr(_theme.Drawable(piece.Text));
            }
        }
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (_driver is { } driver)
            driver.ClearedContents -= Forget;
        base.Dispose(disposing);
    }

    private void WatchDriver()
    {
        if (_driver is not null || App?.Driver is not { } driver)
            return;
        _driver = driver;
        _driver.ClearedContents += Forget;
    }

    private void Forget(object? sender, EventArgs cleared) => _drawn = null;

    /// <summary>Handles every key: others would reach bindings of the library, such as Esc, which closes the window.</summary>
    protected override bool OnKeyDown(Key key)
    {
        var (question, typing) = (Model.Question, Model.Typing);
        Change(model => model with { Notice = null, Question = null });
        if (question is not null)
            React(question.Answers.FirstOrDefault(answer => answer.Key == key)?.Then(Model)
                ?? ScreenResult.Refuse(Model, "nothing was done"));
        else if (typing is not null)
            React(Typed(Model, typing, key));
        else if (Model.Top.Type(key, Model) is { } typed)
            React(typed);
        else if (Keys.Of(key, Model.Top.Kind) is { } command)
            React(CommandDispatcher.Do(command, Model));
        else if (key.NoShift != Key.Empty)
            React(ScreenResult.Refuse(Model, NoEffect.Why(key.ToString())));
        return true;
    }

    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Flags.HasFlag(MouseFlags.WheeledUp))
            Change(model => model.Move(-RowsOfWheel));
        else if (mouse.Flags.HasFlag(MouseFlags.WheeledDown))
            Change(model => model.Move(RowsOfWheel));
        else if (Model is { Question: null, Typing: null } && mouse.Position is { } at && at.Y < _lines.Count)
            Click(_lines[at.Y], at.X, mouse.Flags);
        return true;
    }

    private void Click(ScreenLine line, int column, MouseFlags flags)
    {
        var isDouble = flags.HasFlag(MouseFlags.LeftButtonDoubleClicked);
        if (!isDouble && !flags.HasFlag(MouseFlags.LeftButtonClicked))
            return;
        Change(model => model with { Notice = null });
        if (line.PieceAt(column) is { Command: { } command })
            React(CommandDispatcher.Do(command, Model));
        else if (line.PieceAt(column) is { Part: { } part })
            React(new ScreenResult(Model.Replace(Model.Top.Show(part)), ClientRequest.Refresh));
        else if (line.Row is { } row)
            React(isDouble ? CommandDispatcher.Do(UiCommand.Open, Selected(row)) : new ScreenResult(Selected(row)));
    }

    private CanvasModel Selected(string row) => Model.Replace(Model.Top.Select(row));

    private void React(ScreenResult result)
    {
        Change(_ => result.Model);
        if (result.Request is { } request)
            _ask(request);
        if (result.Copied is { } text)
            _copy(text);
        if (result.Edits is { } task && _hasEditor)
        {
            Edits = task;
            App?.RequestStop(this);
        }
        else if (result.Edits is not null)
        {
            Change(model => model with { Notice = Editor.NotSet });
        }
    }

    /// <summary>Handles a key in the line that is typed: Enter accepts the line, Esc cancels it.</summary>
    private static ScreenResult Typed(CanvasModel model, LineBuffer line, Key key)
    {
        var ended = model with { Typing = null };
        if (key == Key.Enter)
            return new ScreenResult(model.Top.Search(line.Text, ended), ClientRequest.Refresh);
        if (key == Key.Esc)
            return new ScreenResult(ended.Replace(model.Top.OnSearchChanged("")), ClientRequest.Refresh);
        return new ScreenResult(
            line.Press(key) is { } typed ? (model with { Typing = typed }).Replace(model.Top.OnSearchChanged(typed.Text)) : model);
    }
}
