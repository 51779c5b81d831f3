using DarkLang.Display.Editing;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>A line of a form.</summary>
/// <param name="Check">What is to say about the text; null for nothing.</param>
internal sealed record Field(string Name, LineBuffer Line, Func<string, CanvasModel, ValidationMessage?> Check);

/// <param name="IsWrong">The form can't be sent like this.</param>
internal sealed record ValidationMessage(string Text, bool IsWrong);
