using System.Collections.Immutable;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Dead;

/// <summary>All dead letters, grouped by what went wrong.</summary>
internal sealed record DeadScreen : ListScreen
{
    private const int Most = 1000;

    private static readonly Column[] Columns =
    [
        Column.Number("COUNT", 0),
        new("HANDLER", 2, Shortest: 10),
        new("ERROR", 0, Shortest: 12),
        new("AT", 1, Shortest: 12),
        new("LAST", 3, Widest: 8),
    ];

    /// <summary>Null until they were read.</summary>
    public ImmutableArray<MessageView>? Letters { get; init; }

    public override ScreenKind Kind => ScreenKind.Dead;

    public override HandlerId? Handler => Selected?.Handler;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        var room = height - header.Count - 1;
        var rows = Groups.Select(group => Row(group.Key.Row, Cells([.. group], model))).ToList();
        return [.. header, Rule("Dead letters", width), .. rows is []
            ? [ScreenLine.Of("  " + WhenEmpty, Tone.Faint)]
            : Pane.WithDetail(pane => [.. Table.Lay(Columns, rows, pane)], [.. MessageDetail.Of(Newest!, model.Status.Now)], width, room)];
    }

    public override string About(CanvasModel model) => Letters is { Length: Most }
        ? $"only the oldest {Most} are grouped here"
        : Newest?.Failure is { } failure ? $"{failure.Message} ({failure.At})" : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open when Selected is { } group => new ScreenResult(model.Push(new DeadGroupScreen(group)), ClientRequest.Look),
        UiCommand.Retry => Ask(model, "retry", group => group.Retry(model.Status.Now)),
        UiCommand.Remove => Ask(model, "remove for good", group => group.Remove(model.Status.Now)),
        _ => null,
    };

    public override string? Copies(CanvasModel model) =>
        Newest?.Failure is { } failure ? $"{failure.Code} {failure.Message} at {failure.At}" : null;

    public override async Task<Func<Screen, Screen>?> Read(IControlClient client, CancellationToken cancellation)
    {
        var letters = await client.Ask(Operations.Messages, new(null, MessageState.Dead, Most), cancellation);
        return screen => screen is DeadScreen dead ? dead with { Letters = [.. letters] } : screen;
    }

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Groups.Select(group => group.Key.Row);

    /// <summary>Those with the most letters first.</summary>
    private IEnumerable<IGrouping<DeadGroup, MessageView>> Groups => (Letters ?? [])
        .Where(letter => Passes(letter.Handler.Name, letter.Event?.Json, letter.Failure?.Code, letter.Failure?.Message, letter.Failure?.At))
        .GroupBy(DeadGroup.Of)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Row, StringComparer.Ordinal);

    private DeadGroup? Selected => Groups.FirstOrDefault(group => group.Key.Row == Selection.Row)?.Key;

    private MessageView? Newest => Groups.FirstOrDefault(group => group.Key.Row == Selection.Row)?.MaxBy(letter => letter.DiedAt);

    private string WhenEmpty => this switch
    {
        { Letters: null } => "reading…",
        { Filter: not "" } => $"no dead letter has \"{Words.OneLine(Filter)}\" in it: Esc shows all again",
        _ => "none: nothing failed for good",
    };

    /// <summary>What is asked is for all letters of a group, also those that the filter leaves out.</summary>
    private ScreenResult Ask(CanvasModel model, string what, Func<DeadGroup, ClientRequest> act)
    {
        if (model.Link != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        List<DeadGroup> groups = [.. Groups.Select(group => group.Key).Where(group => Selection.Chosen.Contains(group.Row))];
        if (groups is [])
            return ScreenResult.Refuse(model, "select a group of dead letters first");
        var count = (Letters ?? []).Count(letter => groups.Contains(DeadGroup.Of(letter)));
        var of = groups is [var only] ? $"{only.Handler}: {only.Code} at {only.At}" : $"{groups.Count} groups";
        return new ScreenResult(model with
        {
            Question = new Question(
            $"{what} {Words.Several(count, "dead letter")} of {of}?", ClientRequest.Several([.. groups.Select(act)]))
        });
    }

    private static IReadOnlyList<Piece> Cells(IReadOnlyList<MessageView> letters, CanvasModel model)
    {
        var newest = letters.MaxBy(letter => letter.DiedAt)!;
        return
        [
            new(Words.Count(letters.Count), Tone.Bad),
            new(Words.OneLine(newest.Handler.ToString())),
            new(newest.Failure is { } failure ? Words.OneLine($"{failure.Code} {failure.Message}") : "-", Tone.Bad),
            new(Words.OneLine(newest.Failure?.At ?? "-")),
            new(newest.DiedAt is { } died ? Words.Moment(died, model.Status.Now, model.Setup.Zone) : "-"),
        ];
    }
}
