using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens;

/// <summary>Something that is done only after an answer; every other key is a no.</summary>
internal sealed record Question(string Text, IReadOnlyList<Answer> Answers)
{
    public Question(string text, ClientRequest act)
        : this(text, [new Answer(Key.Y, "y", "yes", model => new ScreenResult(model, act))])
    {
    }
}

/// <param name="Shown">The key as it is written.</param>
internal sealed record Answer(Key Key, string Shown, string Name, Func<CanvasModel, ScreenResult> Then);
