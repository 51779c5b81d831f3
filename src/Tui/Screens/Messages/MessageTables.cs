using System.Globalization;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Messages;

/// <summary>Messages, dead letters and traces as rows.</summary>
internal static class MessageTables
{
    public static Column[] Waiting { get; } =
    [
        new("ID", 3, Widest: 8),
        new("STATE", Widest: 8),
        new("AGE", 1, IsNumber: true, Widest: 6),
        new("ATTEMPTS", 2, IsNumber: true),
        new("EVENT", Shortest: 8),
    ];

    public static Column[] Dead { get; } =
    [
        new("ID", 3, Widest: 8),
        new("DIED", 1, IsNumber: true, Widest: 6),
        new("ATTEMPTS", 4, IsNumber: true),
        new("ERROR", Shortest: 12),
        new("EVENT", 2, Shortest: 8),
    ];

    public static Column[] Traces { get; } =
    [
        new("ID", 3, Widest: 8),
        new("OUTCOME", Widest: 11),
        new("STARTED", 0, IsNumber: true, Widest: 6),
        new("TOOK", 1, IsNumber: true, Widest: 8),
        new("ATTEMPT", 2, IsNumber: true),
    ];

    public static IReadOnlyList<Piece> WaitingCells(MessageView message, DateTimeOffset now) =>
    [
        new(Words.ShortId(message.Id), Tone.Faint),
        new(
            message.State.Word(),
            message.State switch
            {
                MessageState.Retrying or MessageState.WaitingForCode => Tone.Warning,
                MessageState.Running => Tone.Good,
                _ => Tone.Plain,
            }),
        new(Words.Duration(now - message.EmittedAt)),
        new(message.Attempts.ToString(CultureInfo.InvariantCulture)),
        new(Words.OneLine(message.Event?.Json ?? "-")),
    ];

    public static IReadOnlyList<Piece> DeadCells(MessageView message, DateTimeOffset now) =>
    [
        new(Words.ShortId(message.Id), Tone.Faint),
        new(message.DiedAt is { } died ? Words.Duration(now - died) : "-"),
        new(message.Attempts.ToString(CultureInfo.InvariantCulture)),
        new(message.Failure is { } failure ? Words.OneLine($"{failure.Code} {failure.Message}") : "-", Tone.Bad),
        new(Words.OneLine(message.Event?.Json ?? "-")),
    ];

    public static IReadOnlyList<Piece> TraceCells(TraceHeaderView trace, DateTimeOffset now) =>
    [
        new(Words.ShortId(trace.Id), Tone.Faint),
        Outcomes.Of(trace.Outcome),
        new(Words.Duration(now - trace.StartedAt)),
        new(Words.Took(trace.Duration)),
        new(trace.Attempt.ToString(CultureInfo.InvariantCulture)),
    ];
}
