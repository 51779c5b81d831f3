using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form: fields to fill in, and the request that they make. It stays open until the request succeeds.</summary>
/// <param name="Then">Makes the request from the texts of the fields.</param>
internal sealed record FormScreen(string Title, ImmutableArray<Field> Fields, Func<IReadOnlyList<string>, ClientRequest> Then) : Screen
{
    public const string Event = "event";

    private const int WidthOfName = 8;

    /// <summary>The index of the field that is typed into.</summary>
    public int At { get; init; }

    /// <summary>The worker whose last event can be filled in; null for none.</summary>
    public string? Worker { get; init; }

    /// <summary>That event as JSON, once it is fetched.</summary>
    public string? Last { get; init; }

    public override ScreenKind Kind => ScreenKind.Form;

    public IReadOnlyList<string> Texts => [.. Fields.Select(each => each.Text)];

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) =>
    [
        .. Header.Render(model, width),
        Pane.Rule(DisplayText.PrintableLine(Title), width),
        .. Fields.SelectMany((field, i) => Lines(field, i == At, model, width)),
        .. Preview(),
    ];

    public override string About(CanvasModel model) => Last is null ? "" : $"^R fills in the last event of {Worker}: {Last}";

    public override ScreenResult? Type(Key key, CanvasModel model) =>
        Fields[At].Line.Press(key) is { } line ? new ScreenResult(model.Replace(With(At, line))) : null;

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
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
        var last = (await client.Ask(Operations.Trace, new(newest.Id.ToString()), cancellation)).Input?.Json;
        return screen => screen is FormScreen form && form.Worker == worker ? form with { Last = last } : screen;
    }

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

    private static IEnumerable<ScreenLine> Lines(Field field, bool isFront, CanvasModel model, int width)
    {
        var name = new Piece($"{(isFront ? "▶" : " ")} {TextFit.Fit(field.Name, WidthOfName)}", isFront ? Tone.Strong : Tone.Faint);
        yield return new ScreenLine(
            [name, .. isFront ? field.Line.Show(width - WidthOfName - 3) : [new Piece(DisplayText.PrintableLine(field.Line.Text))]]);
        if (field.Check(field.Text, model) is { } message)
            foreach (var line in TextFit.Wrap(DisplayText.PrintableLine(message.Text), width - WidthOfName - 3))
                yield return ScreenLine.Of(new string(' ', WidthOfName + 2) + line, message.IsWrong ? Tone.Bad : Tone.Faint);
    }

    /// <summary>Shows the event as a Dark value, because a long one does not fit its line.</summary>
    private IEnumerable<ScreenLine> Preview() =>
        IndexOfEvent >= 0 && ValueJson.TryRead(Fields[IndexOfEvent].Text, out var value, out _)
        ? ValueDisplay.Show(value).Split('\n')
            .Select(line => ScreenLine.Of(new string(' ', WidthOfName + 2) + DisplayText.PrintableLine(line), Tone.Faint))
            .Prepend(ScreenLine.Empty)
        : [];
}
