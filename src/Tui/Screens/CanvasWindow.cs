using Terminal.Gui.App;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace DarkLang.Tui.Screens;

/// <summary>Draws the lines of the screens and turns keys into acts. It owns nothing but the model it shows.</summary>
internal sealed class CanvasWindow : Window
{
    private readonly Palette _palette;
    private readonly string _user;
    private readonly Action<Act> _ask;

    public CanvasWindow(CanvasModel model, Palette palette, string user, Action<Act> ask)
    {
        Model = model;
        _palette = palette;
        _user = user;
        _ask = ask;
        BorderStyle = LineStyle.None;
    }

    public CanvasModel Model { get; private set; }

    /// <summary>For the thread of the user interface only.</summary>
    public void Change(Func<CanvasModel, CanvasModel> change)
    {
        Model = change(Model);
        SetNeedsDraw();
    }

    protected override bool OnDrawingContent(DrawContext? context)
    {
        var lines = CanvasScreen.Render(Model, Viewport.Width, Viewport.Height);
        for (var y = 0; y < lines.Count; y++)
        {
            Move(0, y);
            foreach (var piece in lines[y].Pieces)
            {
                SetAttribute(_palette.Of(piece.Tone, lines[y].IsSelected || piece.IsMarked));
                AddStr(piece.Text);
            }
        }
        return true;
    }

    /// <summary>Takes every key: one that went on would reach bindings of the library's own, such as Esc, which ends a window.</summary>
    protected override bool OnKeyDown(Key key)
    {
        var question = Model.Question;
        Change(model => model with { Notice = null, Question = null });
        if (question is null)
            Do(Keys.Of(key, Model.Place));
        else if (key == Key.Y)
            _ask(question.Act);
        else
            Change(model => model with { Notice = "nothing was done" });
        return true;
    }

    private void Do(Deed? deed)
    {
        switch (deed)
        {
            case Deed.Up:
                Change(model => model.Move(-1));
                break;
            case Deed.Down:
                Change(model => model.Move(1));
                break;
            case Deed.Open:
                Change(model => model.Open());
                _ask(Act.Look);
                break;
            case Deed.NextTab:
            case Deed.PreviousTab:
                Change(model => model with { Handler = model.Handler?.Turn(deed == Deed.NextTab ? 1 : -1) });
                _ask(Act.Look);
                break;
            case Deed.Step:
                Ask(Act.Step(Model));
                break;
            case Deed.Retry:
                Ask(Act.Retry(Model));
                break;
            case Deed.RetryAll:
                Change(model => model.AskToRetryAll());
                break;
            case Deed.TogglePause:
                Ask(Act.TogglePause(Model, _user));
                break;
            case Deed.RunCron:
                Ask(Act.RunCron(Model));
                break;
            case Deed.Help:
                Change(model => model with { ShowsHelp = !model.ShowsHelp });
                break;
            case Deed.Back:
                Change(model => model.Back());
                break;
            case Deed.Quit:
                App?.RequestStop(this);
                break;
        }
    }

    private void Ask((Act? Act, string? Refusal) wanted)
    {
        if (wanted.Act is { } act)
            _ask(act);
        else
            Change(model => model with { Notice = wanted.Refusal });
    }
}
