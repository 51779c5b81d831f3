using DarkLang.Tui.Screens.Help;
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
    private readonly Action<Act> _ask;

    public CanvasWindow(CanvasModel model, Palette palette, Action<Act> ask)
    {
        Model = model;
        _palette = palette;
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
            Do(Keys.Of(key, Model.Top.Place));
        else if (key == Key.Y)
            _ask(question.Act);
        else
            Change(model => model with { Notice = "nothing was done" });
        return true;
    }

    private void Do(Deed? deed)
    {
        if (deed is not { } known)
            return;
        if (Model.Top.Do(known, Model) is { } reaction)
            React(reaction);
        else if (known == Deed.Quit)
            App?.RequestStop(this);
        else
            Change(model => OnEveryScreen(known, model));
    }

    private void React(Reaction reaction)
    {
        Change(_ => reaction.Model);
        if (reaction.Act is { } act)
            _ask(act);
    }

    private static CanvasModel OnEveryScreen(Deed deed, CanvasModel model) => deed switch
    {
        Deed.Up => model.Move(-1),
        Deed.Down => model.Move(1),
        Deed.Help => model.Push(new HelpScreen(model.Top.Place)),
        Deed.Back => model.Back(),
        _ => model,
    };
}
