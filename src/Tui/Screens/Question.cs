using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens;

/// <summary>A question that is asked before something is done; any key without an answer cancels.</summary>
internal sealed record Question(string Text, IReadOnlyList<Answer> Answers)
{
    public Question(string text, ClientRequest act)
        : this(text, [new Answer(Key.Y, "y", "yes", model => new ScreenResult(model, act))])
    {
    }
}

/// <param name="Label">The key as the question shows it.</param>
internal sealed record Answer(Key Key, string Label, string Name, Func<CanvasModel, ScreenResult> Then);
