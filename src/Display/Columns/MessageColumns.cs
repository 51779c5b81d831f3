using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of messages: those to come, and dead letters.</summary>
public static class MessageColumns
{
    private const int LongestError = 80;
    private const int LongestEvent = 200;
    private const int LongestShare = 30;

    /// <summary>A screen of one handler leaves it out.</summary>
    public static Column<MessageView> Handler { get; } =
        Column.Text<MessageView>("HANDLER", 2, message => HandlerText.Short(message.Handler), shortest: 10);

    /// <summary>Screens leave it out: it stands in the detail of the selected letter.</summary>
    public static Column<MessageView> At { get; } = Column.Text<MessageView>("AT", 6, message => message.Failure?.At, shortest: 12);

    public static IReadOnlyList<Column<MessageView>> Waiting { get; } =
    [
        Id,
        Handler,
        new("STATE", (message, _) => StateText.Message(message.State)) { Widest = 8 },
        Column.Past<MessageView>("EMITTED", 1, message => message.EmittedAt),
        Column.Coming<MessageView>("DUE", 4, message => message.Due),
        Column.Text<MessageView>("SHARE", 5, message => message.Share, shortest: 8, longest: LongestShare) with { HidesUnused = true },
        Attempts(2),
        Event(0),
    ];

    public static IReadOnlyList<Column<MessageView>> Dead { get; } =
    [
        Id,
        Handler,
        Column.Past<MessageView>("SINCE", 1, message => message.DeadSince),
        Attempts(4),
        Column.Text<MessageView>("ERROR", 0, ErrorOf, shortest: 12, longest: LongestError, tone: Tone.Bad),
        At,
        Event(2),
    ];

    public static string? ErrorOf(MessageView message) => message.Failure is { } failure ? $"{failure.Code} {failure.Message}" : null;

    private static Column<MessageView> Id =>
        Column.Text<MessageView>("MESSAGE", 3, message => DisplayText.ShortId(message.Id), tone: Tone.Faint);

    private static Column<MessageView> Attempts(int rank) => Column.Count<MessageView>("ATTEMPTS", rank, message => message.Attempts);

    private static Column<MessageView> Event(int rank) =>
        Column.Text<MessageView>("EVENT", rank, EventOf, shortest: 8, longest: LongestEvent);

    private static string? EventOf(MessageView message) => message.Event is { } known ? DisplayText.ValueLine(known.Text) : null;
}
