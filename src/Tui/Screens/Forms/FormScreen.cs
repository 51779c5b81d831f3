using DarkLang.Lang.Interactive;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form: fields to fill in, and the request that they make. It stays open until the request succeeds.</summary>
/// <param name="Then">Makes the request from the texts of the fields.</param>
internal sealed record FormScreen(string Title, ImmutableArray<Field> Fields, Func<IReadOnlyList<string>, ClientRequest> Then) : Screen
{
    public const string Event = "event";

    private const int LeastLines = 3;

    /// <summary>The index of the field that is typed into.</summary>
    public int At { get; init; }

    /// <summary>The worker whose last event can be filled in; null for none.</summary>
    public string? Worker { get; init; }

    /// <summary>That event as a Dark value, or as JSON if it has none; once it is fetched.</summary>
    public string? Last { get; init; }

    public override ScreenKind Kind => ScreenKind.Form;

    public IReadOnlyList<string> Texts => [.. Fields.Select(each => each.Text)];

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        // A line for each field, and one for what is wrong with it.
        var room = Math.Max(LeastLines, height - header.Count - 1 - (2 * Fields.Length));
        return
        [
            .. header,
            Pane.Rule(DisplayText.PrintableLine(Title), width),
            .. Fields.SelectMany((field, i) => FieldLines.Render(field, i == At, model, width, room)),
            .. Preview(),
        ];
    }

    public override string About(CanvasModel model) => (Last, Fields[At].Completion(model)) switch
    {
        (_, { } completion) => $"Tab completes {completion}",
        ({ } last, _) => $"^R fills in the last event of {Worker}: {DisplayText.OneLine(last)}",
        _ => "",
    };

    public override ScreenResult? Type(Key key, CanvasModel model)
    {
        var field = Fields[At];
        var line = key switch
        {
            _ when key == Key.CursorUp && field.HasLines => field.Line.LineUp(),
            _ when key == Key.CursorDown && field.HasLines => field.Line.LineDown(),
            _ when key == Key.Enter && field.HasLines && IsOpen(field.Text) => field.Line.BreakLine(),
            _ when key == Key.Tab => field.Completion(model) is { } completion ? LineBuffer.Of(completion) : null,
            _ => field.Line.Press(key),
        };
        return line is null ? null : new ScreenResult(model.Replace(With(At, line)));
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.BreakLine => Fields[At].HasLines
            ? new ScreenResult(model.Replace(With(At, Fields[At].Line.BreakLine())))
            : ScreenResult.Refuse(model, $"only the event has several lines, not the {Fields[At].Name}"),
        UiCommand.OpenEditor => IndexOfEvent < 0
            ? ScreenResult.Refuse(model, "this form has no event to edit")
            : new ScreenResult(model) { Edits = new EditorText(Fields[IndexOfEvent].Text, TakeEvent) },
        UiCommand.NextField => new ScreenResult(model.Replace(this with { At = (At + 1) % Fields.Length })),
        UiCommand.PreviousField => new ScreenResult(model.Replace(this with { At = (At + Fields.Length - 1) % Fields.Length })),
        UiCommand.Recall => Recall(model),
        UiCommand.Send => Send(model),
        _ => null,
    };

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        if (Worker is not { } worker || Last is not null
            || await client.Ask(Operations.Traces, new(HandlerId.Worker(worker)), cancellation) is not [var newest, ..])
            return null;
        var trace = await client.Ask(Operations.Trace, new(newest.Id.ToString()), cancellation);
        // The input of a batch is a List of events.
        var last = LiteralOf(trace.Input?.Encoded, trace.Messages is not null) ?? (trace.Messages is null ? trace.Input?.Json : null);
        return screen => screen is FormScreen form && form.Worker == worker ? form with { Last = last } : screen;
    }

    private static string? LiteralOf(byte[]? encoded, bool isBatch)
    {
        if (encoded is null)
            return null;
        var input = ValueEncoding.Decode(encoded);
        return ValueLiteral.Write(isBatch ? input.AsList.Items[0] : input, out _);
    }

    /// <summary>Whether a bracket is open, so that another line must follow.</summary>
    private static bool IsOpen(string text) => TypedText.StateOf(text) is TypedState.Unfinished or TypedState.InRawString;

    private static CanvasModel TakeEvent(CanvasModel model, string text) => model.Top is FormScreen { IndexOfEvent: >= 0 and var at } form
        ? model.Replace(form.With(at, LineBuffer.Of(text)) with { At = at })
        : model;

    private FormScreen With(int at, LineBuffer line) => this with { Fields = Fields.SetItem(at, Fields[at] with { Line = line }) };

    private int IndexOfEvent => Fields.Select(each => each.Name).ToList().IndexOf(Event);

    private ScreenResult Recall(CanvasModel model) => Last is null || IndexOfEvent < 0
        ? ScreenResult.Refuse(model, "no earlier event of the worker is known")
        : new ScreenResult(model.Replace(With(IndexOfEvent, LineBuffer.Of(Last)) with { At = IndexOfEvent }));

    private ScreenResult Send(CanvasModel model)
    {
        if (model.Connection != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        for (var i = 0; i < Fields.Length; i++)
        {
            if (Fields[i].Check(Fields[i].Text, model) is { IsWrong: true } wrong)
                return ScreenResult.Refuse(model.Replace(this with { At = i }), $"{Fields[i].Name}: {wrong.Text}");
        }
        var request = Then(Texts);
        return new ScreenResult(model, request with
        {
            Do = async (client, cancellation) =>
            {
                var change = await request.Do(client, cancellation);
                return later => change(later.Top is FormScreen ? later.Back() : later);
            },
        });
    }

    /// <summary>Shows JSON on one line as a Dark value, because a long one does not fit its line.</summary>
    private IEnumerable<ScreenLine> Preview() =>
        IndexOfEvent >= 0 && Fields[IndexOfEvent].Text is var text && !text.Contains('\n') && ValueJson.TryRead(text, out var value, out _)
        ? [ScreenLine.Empty, .. FieldLines.Below(ValueDisplay.Show(value))]
        : [];
}
