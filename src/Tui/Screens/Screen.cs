using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens;

/// <summary>
/// One of the screens that lie on each other: what it is of, and what is selected there. It owns nothing else: what it shows comes from
/// the model, or was read for it. A new kind of screen is a folder with a record like this one, and its keys in <see cref="Keys"/>.
/// </summary>
internal abstract record Screen
{
    /// <summary>Which keys do something here.</summary>
    public abstract ScreenKind Kind { get; }

    /// <summary>The worker or cron that is selected; null where there is none.</summary>
    public virtual HandlerId? Handler => null;

    /// <summary>The workers and crons that keys such as pause are for: several where some are marked.</summary>
    public virtual IReadOnlyList<HandlerId> Handlers => Handler is { } handler ? [handler] : [];

    /// <summary>The lines between the top of the terminal and the two at its end: <paramref name="height"/> of them.</summary>
    public abstract IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height);

    /// <summary>What is to know about what is selected, for the line above the footer.</summary>
    public virtual string About(CanvasModel model) => "";

    /// <summary>The selection moved by some rows.</summary>
    public virtual Screen Move(int rows) => this;

    /// <summary>The row selected that was clicked on.</summary>
    public virtual Screen Select(string row) => this;

    /// <summary>What is copied when asked for; null where nothing is selected.</summary>
    public virtual string? Copies(CanvasModel model) => null;

    /// <summary>What is in the line that <c>/</c> opens at first; null where there is nothing to look for.</summary>
    public virtual string? SearchText => null;

    /// <summary>The text of that line while it is typed; empty when it is given up.</summary>
    public virtual Screen Seeking(string text) => this;

    /// <summary>The line is complete.</summary>
    /// <param name="model">Of which this is the screen in front.</param>
    public virtual CanvasModel Seek(string text, CanvasModel model) => model;

    /// <summary>A key that is typed into a line here; null for one that is not.</summary>
    public virtual ScreenResult? Type(Key key, CanvasModel model) => null;

    /// <summary>The same with newer counts: the selection stays on what it is on.</summary>
    public virtual Screen Seen(CanvasModel model) => this;

    /// <summary>What a key leads to here; null for what it leads to on every screen.</summary>
    /// <param name="model">Of which this is the screen in front.</param>
    public virtual ScreenResult? Do(UiCommand command, CanvasModel model) => null;

    /// <summary>
    /// Asks the runtime for what this screen shows, after each look at the counts while it is in front. Gives what changes on the screen that is in
    /// front by then, which may be another one. Null when the counts are all it shows.
    /// </summary>
    public virtual Task<Func<Screen, Screen>?> Read(IControlClient client, CancellationToken cancellation) =>
        Task.FromResult<Func<Screen, Screen>?>(null);

    /// <summary>What changes when <see cref="Read"/> failed.</summary>
    public virtual Func<Screen, Screen> OnReadFailed(string why) => screen => screen;
}

/// <summary>What a key led to: another model, and perhaps something to ask of the runtime.</summary>
internal sealed record ScreenResult(CanvasModel Model, ClientRequest? Act = null)
{
    /// <summary>A text for the clipboard.</summary>
    public string? Copied { get; init; }

    /// <summary>A place for the editor to open.</summary>
    public EditorLocation? Edits { get; init; }

    /// <summary>Nothing is done, and why.</summary>
    public static ScreenResult Refuse(CanvasModel model, string why) => new(model with { Notice = why });
}
