using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of 404s: names that messages were emitted to and that no worker has.</summary>
public static class NotFoundColumns
{
    public static IReadOnlyList<Column<NotFoundView>> All { get; } =
    [
        Column.Text<NotFoundView>("404", 0, name => name.Name, shortest: 10),
        Column.Count<NotFoundView>("MESSAGES", 0, name => name.Messages, Tone.Warning),
        new("LAST", (name, style) => style.Moment(name.LastEmittedAt), 3) { Widest = 9 },
        Column.Text<NotFoundView>("EMITTED FROM", 2, name => name.EmittedFrom, shortest: 12),
        Column.Text<NotFoundView>("DID YOU MEAN", 1, name => name.Nearest, shortest: 12),
    ];
}
