using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens;

/// <summary>
/// A screen, one of a stack: what it is about, and what is selected on it. What it shows comes from the model or was fetched for it.
/// A new kind of screen is a folder with a record like this one, and its keys in <see cref="Keys"/>.
/// </summary>
internal abstract record Screen
{
    public abstract ScreenKind Kind { get; }

    /// <summary>The selected worker or cron; null if there is none.</summary>
    public virtual HandlerId? Handler => null;

    /// <summary>The workers and crons that keys such as pause apply to: several if rows are marked.</summary>
    public virtual IReadOnlyList<HandlerId> Handlers => Handler is { } handler ? [handler] : [];

    /// <summary>The selected message, or that of the selected attempt; null if there is none.</summary>
    public virtual Guid? MessageIn(CanvasModel model) => null;

    /// <summary>Renders <paramref name="height"/> lines: all of the terminal but the last two.</summary>
    public abstract IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height);

    /// <summary>A note on the selection, for the line above the footer.</summary>
    public virtual string About(CanvasModel model) => "";

    /// <summary>Moves the selection by some rows.</summary>
    public virtual Screen Move(int rows) => this;

    /// <summary>Selects the row that was clicked on.</summary>
    public virtual Screen Select(string row) => this;

    /// <summary>Shows the tab that was clicked on.</summary>
    public virtual Screen Show(int tab) => this;

    /// <summary>The text to copy; null if nothing is selected.</summary>
    public virtual string? Copies(CanvasModel model) => null;

    /// <summary>The initial text of the line that <c>/</c> opens; null if the screen can't be searched.</summary>
    public virtual string? SearchText => null;

    /// <summary>Takes the text of that line while it is typed; empty when it is cancelled.</summary>
    public virtual Screen OnSearchChanged(string text) => this;

    /// <summary>Takes the text of that line when it is entered.</summary>
    /// <param name="model">Has this screen in front.</param>
    public virtual CanvasModel Search(string text, CanvasModel model) => model;

    /// <summary>Handles a key that edits a line on the screen; returns null for any other key.</summary>
    public virtual ScreenResult? Type(Key key, CanvasModel model) => null;

    /// <summary>Takes a newer model: the selection stays on its row.</summary>
    public virtual Screen WithModel(CanvasModel model) => this;

    /// <summary>Runs a command; returns null for one that every screen runs alike.</summary>
    /// <param name="model">Has this screen in front.</param>
    public virtual ScreenResult? Do(UiCommand command, CanvasModel model) => null;

    /// <summary>
    /// Fetches what the screen shows, after each status while it is in front. Returns a change for the screen that is in front by then,
    /// which may be another one; null if the status is all it shows.
    /// </summary>
    public virtual Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation) =>
        Task.FromResult<Func<Screen, Screen>?>(null);

    /// <summary>Returns the change after <see cref="Fetch"/> failed.</summary>
    public virtual Func<Screen, Screen> OnFetchFailed(string why) => screen => screen;
}

/// <summary>What an editor opens, which has the terminal until it ends.</summary>
internal abstract record EditorTask
{
    /// <summary>Opens it, and returns what the screens show then.</summary>
    public abstract CanvasModel Do(Editor editor, CanvasModel model);
}

/// <summary>A line of a file.</summary>
/// <param name="Path">As the canvas names its files: a path that does not exist from here may be relative to its folder.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record EditorLocation(string Path, int Line) : EditorTask
{
    public override CanvasModel Do(Editor editor, CanvasModel model) => model with
    {
        Notice = Find(model.Status.Canvas) is { } path ? editor.Open(path, Line) : $"there is no file {Path} here",
    };

    private string? Find(string canvas)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(canvas.Length > 0 ? canvas : "."));
        string[] paths = [System.IO.Path.GetFullPath(Path), System.IO.Path.GetFullPath(Path, folder ?? Environment.CurrentDirectory)];
        return paths.FirstOrDefault(File.Exists);
    }
}

/// <summary>A text of the screens.</summary>
/// <param name="Then">Takes the edited text.</param>
internal sealed record EditorText(string Text, Func<CanvasModel, string, CanvasModel> Then) : EditorTask
{
    public override CanvasModel Do(Editor editor, CanvasModel model)
    {
        var draft = EventDraft.Write(Text);
        try
        {
            return editor.Open(draft.Path, draft.Line) is { } fault
                ? model with { Notice = fault }
                : draft.IsUnchanged ? model : Then(model, draft.Read().TrimEnd('\n'));
        }
        finally
        {
            draft.Delete();
        }
    }
}

/// <summary>The result of a key: a model, and perhaps a request to the runtime.</summary>
internal sealed record ScreenResult(CanvasModel Model, ClientRequest? Request = null)
{
    /// <summary>A text for the clipboard.</summary>
    public string? Copied { get; init; }

    /// <summary>What the editor is to open.</summary>
    public EditorTask? Edits { get; init; }

    /// <summary>Asks before it sends a request.</summary>
    public static ScreenResult Ask(CanvasModel model, string question, ClientRequest request) =>
        new(model with { Question = new Question(question, request) });

    /// <summary>Does nothing but say why.</summary>
    public static ScreenResult Refuse(CanvasModel model, string why) => new(model with { Notice = why });
}
