using DarkLang.Lang.Values;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed class ValueTreeTests
{
    [Fact]
    public void Only_what_is_open_has_rows_and_a_long_list_says_how_much_more_there_is()
    {
        var rows = Rows(List(250), Folds.Untouched);
        Assert.Equal(1 + Folds.Page + 1, rows.Count);
        Assert.Equal(150, rows[^1].Hidden);
        var next = Rows(List(250), Folds.Untouched.Toggle(rows[^1]));
        Assert.Equal((1 + 200 + 1, 50), (next.Count, next[^1].Hidden));
        Assert.Single(Rows(List(250), Folds.Untouched.Toggle(rows[0])));
    }

    [Fact]
    public void A_long_text_opens_to_its_lines_and_tells_its_length()
    {
        var text = Value.String(string.Join('\n', Enumerable.Range(1, 300).Select(i => $"line {i}")));
        var rows = Rows(text, Folds.Untouched);
        Assert.Equal("line 2", rows[2].Value!.Value.AsString);
        Assert.Equal(200, rows[^1].Hidden);
        Assert.StartsWith("(2 591 characters)", ValueTree.Summary(text, isOpen: true, 80), StringComparison.Ordinal);
        Assert.Equal("\"short\"", ValueTree.Summary(Value.String("short"), isOpen: true, 80));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 2)]
    [InlineData("abcde", 2)]
    [InlineData("abcd\nab\n\nabcdefghi", 6)]
    public void Rows_of_a_text_are_counted_as_they_are_made(string text, int count)
    {
        Assert.Equal(count, TextRows.Count(text, 4));
        Assert.Equal(count, TextRows.Of(text, 4).Count());
        Assert.Equal(text.Replace("\n", "", StringComparison.Ordinal), string.Concat(TextRows.Of(text, 4)));
    }

    [Fact]
    public void Parts_within_a_constructor_are_its_own_and_bytes_stand_in_rows()
    {
        Assert.Equal(["", "[0]", "[1]"], Rows(Value.Just(List(2)), Folds.Untouched).Select(row => row.Label));
        Assert.Equal("Just [2]", ValueTree.Summary(Value.Just(List(2)), isOpen: true, 80));
        Assert.Equal(["", "0000", "0010"], Rows(Value.Of(new BytesValue(new byte[20])), Folds.Untouched).Select(row => row.Label));
    }

    [Fact]
    public void Two_values_have_the_rows_of_both_and_those_that_differ_say_so()
    {
        var rows = ValueTree.Rows([("", Dict(("a", 1), ("b", 2)), Dict(("b", 3), ("c", 4)))], Folds.Untouched);
        Assert.Equal([("", true), ("a", true), ("b", true), ("c", true)], rows.Select(row => (row.Label, row.Differs)));
        Assert.Equal((null, "4"), (rows[3].Value?.Kind, ValueDisplay.Short(rows[3].Old!.Value)));
        Assert.All(ValueTree.Rows([("", List(3), List(3))], Folds.Untouched), row => Assert.False(row.Differs));
    }

    [Fact]
    public void A_password_has_no_parts_and_shows_nothing()
    {
        var row = Assert.Single(Rows(Value.Of(new PasswordValue([1, 2, 3])), Folds.Untouched));
        Assert.False(row.HasParts);
        Assert.Equal(PasswordValue.Redacted, ValueTree.Summary(row.Value!.Value, isOpen: false, 80));
    }

    private static IReadOnlyList<TreeRow> Rows(Value value, Folds folds) => ValueTree.Rows([("", value, null)], folds);

    private static Value List(int count) => Value.Of(new ListValue([.. Enumerable.Range(0, count).Select(i => Value.Int(i))]));

    private static Value Dict(params (string Key, int Value)[] entries) =>
        Value.Of(entries.Aggregate(DictValue.Empty, (dict, entry) => dict.With(entry.Key, Value.Int(entry.Value))));
}
