using Terminal.Gui.App;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace DarkLang.Tui.Screens;

/// <summary>Draws the lines of the overview and turns keys into acts. It owns nothing but the model it shows.</summary>
internal sealed class OverviewWindow : Window
{
    private readonly Palette _palette;
    private readonly string _user;
    private readonly Action<Act> _ask;

    public OverviewWindow(OverviewModel model, Palette palette, string user, Action<Act> ask)
    {
        Model = model;
        _palette = palette;
        _user = user;
        _ask = ask;
        BorderStyle = LineStyle.None;
    }

    public OverviewModel Model { get; private set; }

    /// <summary>For the thread of the user interface only.</summary>
    public void Change(Func<OverviewModel, OverviewModel> change)
    {
        Model = change(Model);
        SetNeedsDraw();
    }

    protected override bool OnDrawingContent(DrawContext? context)
    {
        var lines = OverviewScreen.Render(Model, Viewport.Width, Viewport.Height);
        for (var y = 0; y < lines.Count; y++)
        {
            Move(0, y);
            foreach (var piece in lines[y].Pieces)
            {
                SetAttribute(_palette.Of(piece.Tone, lines[y].IsSelected));
                AddStr(piece.Text);
            }
        }
        return true;
    }

    /// <summary>Takes every key: one that went on would reach bindings of the library's own, such as Esc, which ends a window.</summary>
    protected override bool OnKeyDown(Key key)
    {
        Change(model => model with { Notice = null });
        Do(Keys.Of(key));
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
                Change(model => model with { ShowsHelp = false });
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
