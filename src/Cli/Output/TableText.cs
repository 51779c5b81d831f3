using DarkLang.Display;
using DarkLang.Display.Columns;
using DarkLang.Display.Tables;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Output;

/// <summary>Prints tables: titles in bold and tones as colours where the output is a terminal.</summary>
internal static class TableText
{
    public static void Workers(Shell shell, IReadOnlyList<WorkerView> workers) => Write(shell, WorkerColumns.All, workers);

    public static void Crons(Shell shell, IReadOnlyList<CronView> crons) => Write(shell, CronColumns.All, crons);

    public static void NotFound(Shell shell, IReadOnlyList<NotFoundView> names) => Write(shell, NotFoundColumns.All, names);

    public static void Messages(Shell shell, IReadOnlyList<MessageView> messages) => Write(shell, MessageColumns.Waiting, messages);

    public static void DeadLetters(Shell shell, IReadOnlyList<MessageView> letters) => Write(shell, MessageColumns.Dead, letters);

    public static void Traces(Shell shell, IReadOnlyList<TraceHeaderView> traces) => Write(shell, TraceColumns.All, traces);

    public static void Write<T>(Shell shell, IReadOnlyList<Column<T>> columns, IEnumerable<T> rows)
    {
        // The last cell of a terminal stays free: a full line would break.
        var table = Table.Of(columns, rows, TableStyle.Printed, shell.Width() - 1);
        WriteLine(shell, table.Header.Select(title => new Cell(title, Tone.Strong)));
        for (var i = 0; i < table.Count; i++)
            WriteLine(shell, table.Row(i));
    }

    private static void WriteLine(Shell shell, IEnumerable<Cell> cells)
    {
        var line = cells.ToList();
        while (line is [.., { Text: var last }] && string.IsNullOrWhiteSpace(last))
            line.RemoveAt(line.Count - 1);
        if (line is [.., var end])
            line[^1] = end with { Text = end.Text.TrimEnd() };
        shell.Out.WriteLine(string.Concat(line.Select(cell => Coloured(cell, shell.ColoursOut))));
    }

    private static string Coloured(Cell cell, bool colours) => cell.Tone switch
    {
        _ when !colours => cell.Text,
        Tone.Faint => $"\e[2m{cell.Text}\e[0m",
        Tone.Strong => $"\e[1m{cell.Text}\e[0m",
        Tone.Good => $"\e[32m{cell.Text}\e[0m",
        Tone.Warning => $"\e[33m{cell.Text}\e[0m",
        Tone.Bad => $"\e[31m{cell.Text}\e[0m",
        _ => cell.Text,
    };
}
