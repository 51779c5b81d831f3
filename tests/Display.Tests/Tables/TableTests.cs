using DarkLang.Display.Tables;

namespace DarkLang.Display.Tests.Tables;

public sealed class TableTests
{
    private static readonly TableStyle Screen = TableStyle.Screen(DateTimeOffset.UnixEpoch, _ => "");

    private static readonly Column<Item>[] Columns =
    [
        Column.Text<Item>("NAME", 0, item => item.Name, shortest: 4),
        Column.Count<Item>("COUNT", 2, item => item.Count),
        Column.Past<Item>("SEEN", 1, item => item.Seen),
        Column.Coming<Item>("NEXT", 3, item => item.Next) with { HidesUnused = true },
    ];

    private sealed record Item(string Name, long Count, DateTimeOffset? Seen = null, DateTimeOffset? Next = null);

    [Fact]
    public void A_printed_table_is_whole_and_aligned_in_cells() => Assert.Equal(
        [
            "NAME        COUNT  SEEN                  NEXT",
            "a-long-n      123  1970-01-01T00:00:00Z  -",
            "漢字      1234567  -                     -",
        ], Lines(TableStyle.Printed, int.MaxValue, new Item("a-long-n", 123, DateTimeOffset.UnixEpoch), new("漢字", 1_234_567)));

    [Fact]
    public void A_table_in_a_terminal_cuts_texts_then_leaves_out_columns_as_a_screen_does()
    {
        Item[] items = [new("a-name-that-is-long", 1, DateTimeOffset.UnixEpoch)];
        Assert.Equal(
            ["NAME  COUNT  SEEN                  NEXT", "a-n…      1  1970-01-01T00:00:00Z  -"], Lines(TableStyle.Printed, 39, items));
        Assert.Equal(["NAME       COUNT", "a-name-t…      1"], Lines(TableStyle.Printed, 16, [Columns[0], Columns[1]], items));
        Assert.Equal(["NAME", "a-name-th…"], Lines(TableStyle.Printed, 10, [Columns[1], Columns[0]], items));
    }

    [Fact]
    public void A_long_name_in_a_printed_table_widens_no_other_line()
    {
        var name = new string('n', 300);
        var lines = Lines(TableStyle.Printed, int.MaxValue - 1, new Item(name, 1), new Item("b", 2));
        Assert.StartsWith($"{name}      1  -", lines[1], StringComparison.Ordinal);
        Assert.InRange(lines[2].Length, 1, 80);
    }

    [Fact]
    public void A_screen_cuts_texts_then_leaves_out_the_column_with_the_highest_rank()
    {
        Item[] items = [new("a-long-name", 1, DateTimeOffset.UnixEpoch)];
        Assert.Equal(["NAME         COUNT    SEEN", "a-long-name      1      0s"], Lines(Screen, 26, items));
        Assert.Equal(["NAME  COUNT    SEEN", "a-l…      1      0s"], Lines(Screen, 19, items));
        Assert.Equal(["NAME          SEEN", "a-long-na…      0s"], Lines(Screen, 18, items));
        Assert.Equal(["NAME", "a-l…"], Lines(Screen, 4, items));
    }

    [Fact]
    public void A_screen_shows_a_column_that_hides_when_unused_once_a_row_has_a_value() => Assert.Equal(
        ["NAME  COUNT    SEEN    NEXT", "a         1       -     12s", "b         2       -       -"],
        Lines(Screen, 80, new Item("a", 1, Next: DateTimeOffset.UnixEpoch.AddSeconds(12)), new("b", 2)));

    private static string[] Lines(TableStyle style, int room, params Item[] items) => Lines(style, room, Columns, items);

    private static string[] Lines(TableStyle style, int room, Column<Item>[] columns, params Item[] items)
    {
        var table = Table.Of(columns, items, style, room);
        return [.. Enumerable.Range(0, table.Count).Select(i => string.Concat(table.Row(i).Select(cell => cell.Text)))
            .Prepend(string.Concat(table.Header)).Select(line => line.TrimEnd())];
    }
}
