namespace DarkLang.Tui.Screens.Forms;

/// <summary>A field of a form.</summary>
/// <param name="Check">Returns a message about the text, or null.</param>
internal sealed record Field(string Name, LineBuffer Line, Func<string, CanvasModel, ValidationMessage?> Check)
{
    /// <summary>What was typed, as the language compares it.</summary>
    public string Text => Nfc.Of(Line.Text);
}

/// <param name="IsWrong">Whether the form can't be submitted.</param>
internal sealed record ValidationMessage(string Text, bool IsWrong);
