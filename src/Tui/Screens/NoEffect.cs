namespace DarkLang.Tui.Screens;

/// <summary>Says why a key did nothing.</summary>
internal static class NoEffect
{
    /// <summary>Adds the reason to the result of a command that changed nothing, asked for nothing and said nothing.</summary>
    public static ScreenResult Explained(this ScreenResult result, UiCommand command, CanvasModel before) =>
        HasNone(result, before) && Why(command, before) is { } why ? ScreenResult.Refuse(result.Model, why) : result;

    public static string Why(string key) => $"{key} does nothing here: ? lists the keys";

    private static bool HasNone(ScreenResult result, CanvasModel before) => result is { Request: null, Copied: null, Edits: null }
        && result.Model is { Notice: null, Question: null, Typing: null, Ending: null }
        && result.Model.Top.Equals(before.Top)
        && result.Model.Screens.Count() == before.Screens.Count();

    /// <summary>Returns null if what is shown says it: at the end of a list the selection stays on its row.</summary>
    private static string? Why(UiCommand command, CanvasModel model) => (command, model.Top) switch
    {
        (UiCommand.Up or UiCommand.Down or UiCommand.PageUp or UiCommand.PageDown or UiCommand.First or UiCommand.Last, var top) =>
            top is ListScreen { Selection.Row: null } ? "there are no rows" : null,
        (UiCommand.DetailUp, _) => "the detail is shown from its beginning",
        (UiCommand.DetailDown, _) => "the detail is shown to its end",
        (UiCommand.Mark, _) => "there is no row to mark",
        (UiCommand.Open, ListScreen) => "there is nothing to open",
        (UiCommand.Forward, _) => "nothing was evaluated after this",
        (UiCommand.Backward, _) => "nothing was evaluated before this",
        (UiCommand.NextIteration, _) => "this is in no loop, or in its last iteration",
        (UiCommand.PreviousIteration, _) => "this is in no loop, or in its first iteration",
        (UiCommand.NextOuter or UiCommand.PreviousOuter, _) => "this is in no loop within another, or at its end",
        (UiCommand.Fold or UiCommand.Open, _) => "this has no parts to fold",
        (UiCommand.Back, _) => "this is the first screen: q closes the screens",
        (UiCommand.NextField or UiCommand.PreviousField, _) => "the form has only this field",
        _ => "that does nothing here: ? lists the keys",
    };
}
