namespace DarkLang.Tui.Screens.Forms;

/// <summary>A field of a form. The one named <see cref="FormScreen.Event"/> may have several lines.</summary>
/// <param name="Check">Returns a message about the text, or null.</param>
internal sealed record Field(string Name, LineBuffer Line, Func<string, CanvasModel, ValidationMessage?> Check)
{
    /// <summary>Returns the texts that <c>Tab</c> completes to; none if omitted.</summary>
    public Func<CanvasModel, IEnumerable<string>> Completions { get; init; } = _ => [];

    /// <summary>What was typed, as the language compares it.</summary>
    public string Text => Nfc.Of(Line.Text);

    public bool HasLines => Name == FormScreen.Event;

    /// <summary>Returns the first completion of what was typed up to the cursor; null if there is none.</summary>
    public string? Completion(CanvasModel model) => Line.Text is "" || Line.Cursor < Line.Text.Length
        ? null
        : Completions(model).Where(name => name.Length > Text.Length && name.StartsWith(Text, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).FirstOrDefault();
}

/// <param name="IsWrong">Whether the form can't be submitted.</param>
internal sealed record ValidationMessage(string Text, bool IsWrong);
