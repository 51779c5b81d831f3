using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Replaying;

namespace DarkLang.Runtime.Tests.Replaying;

/// <summary>Two runs are compared expression by expression and iteration by iteration, whatever moved in between.</summary>
public sealed class RecordingDiffTests
{
    [Fact]
    public void A_wrapped_expression_differs_only_where_a_value_differs()
    {
        const string old = "let share = 100 / event.x\nshare + 1";
        const string now = "let share = if event.x == 0 then 0 else 100 / event.x\nshare + 1";

        Assert.Equal(["event.x == 0: was not there → false"], Changes(old, now, "{ \"x\": 5 }"));
        Assert.Equal(
            [
                "event.x == 0: was not there → true",
                "if event.x == 0 then 0 else 100 / event.x: failed → 0",
                "share + 1: not reached → 1",
            ],
            Changes(old, now, "{ \"x\": 0 }"));
    }

    [Fact]
    public void What_was_unwrapped_is_no_longer_there() => Assert.Equal(
        ["if event.x == 0 then 0 else 100 / event.x: 20 → was not there"],
        Changes("if event.x == 0 then 0 else 100 / event.x", "100 / event.x", "{ \"x\": 5 }"));

    [Theory]
    [InlineData("event.x * 2 + 1", "event.x * 3 + 1", "event.x * 3: 10 → 15", "event.x * 3 + 1: 11 → 16")]
    [InlineData("Int::add event.x 1", "Int::add event.x event.x", "event.x: was not there → 5", "Int::add event.x event.x: 6 → 10")]
    [InlineData("event.x + 1", "let y = event.x + 1\ny", "y: was not there → 6")]
    [InlineData("event.x + 1", "event.x   +\n    1")]
    [InlineData("[event.x + 1, event.x + 2]", "[event.x + 2]", "[event.x + 2]: [6, 7] → [7]", "event.x + 1: 6 → was not there")]
    [InlineData("let a = event.x\nlet b = 2\na + b", "let b = 2\nlet c = 3\nlet a = event.x\na + b")]
    public void Expressions_are_compared_by_what_they_are(string old, string now, params string[] changes) =>
        Assert.Equal(changes, Changes(old, now, "{ \"x\": 5 }"));

    [Theory]
    [InlineData("List::map event \\n -> n * 2", "List::map (List::drop event 1) \\n -> n * 2")]
    [InlineData("List::map event \\n -> n * 2", "List::map (List::reverse event) \\n -> n * 2")]
    [InlineData("List::fold event 0 \\sum n -> n * 2", "List::fold (List::drop event 1) 5 \\sum n -> n * 2")]
    public void Iterations_are_compared_by_their_elements(string old, string now) => Assert.DoesNotContain(
        Changes(old, now, "[1, 2, 3]"), change => change.StartsWith('n') && !change.Contains("not there", StringComparison.Ordinal));

    [Fact]
    public void An_iteration_that_the_other_run_did_not_have_was_not_there()
    {
        var changes = Diff("List::map event \\n -> n * 2", "List::map (List::append event [4, 5]) \\n -> n * 2", "[1, 2]");

        Assert.Equal(
            ["worker w › lambda in worker w ‹3/4›", "worker w › lambda in worker w ‹4/4›"],
            changes.Where(change => change.Text == "n * 2").Select(change => change.Path));
        Assert.All(changes.Where(change => change.Text == "n * 2"), change => Assert.Equal(ValueState.NotThere, change.Old.State));
    }

    [Fact]
    public void An_element_that_changed_stays_at_its_index() => Assert.Equal(
        ["n: 2 → 9", "n * 2: 4 → 18"],
        Changes("List::map [1, 2, 3] \\n -> n * 2", "List::map [1, 9, 3] \\n -> n * 2", "0").Where(change => change.StartsWith('n')));

    [Fact]
    public void A_loop_in_front_of_another_one_does_not_take_its_place() => Assert.DoesNotContain(
        Changes(
            "List::map event \\n -> n * 2",
            "let first = List::filter event \\n -> n > 0\nList::map event \\n -> n * 2", "[1, 2]"),
        change => change.StartsWith("n * 2", StringComparison.Ordinal));

    [Fact]
    public void A_key_that_only_one_run_used_is_hidden_in_both() => Assert.DoesNotContain(
        Changes(
            "event", "Crypto::sha1hmac (String::toBytes event.key) Bytes::empty\nDict::set event \"a\" 1", "{ \"key\": \"k3y-k3y\" }"),
        change => change.Contains("k3y", StringComparison.Ordinal));

    [Fact]
    public void The_counterparts_of_a_deep_recursion_are_found_in_one_pass()
    {
        const string code = "down event\n\nfn down (n: Int) : Int = if n == 0 then 0 else 1 + down (n - 1)";

        Assert.Empty(Diff(code, code, "5000"));
    }

    private static string[] Changes(string old, string now, string input) =>
        [.. Diff(old, now, input).Select(change => $"{change.Text}: {Show(change.Old)} → {Show(change.New)}")];

    private static string Show(ValueSide side) => side switch
    {
        { Value: { } value } => ValueDisplay.Short(value),
        { State: ValueState.Failed } => "failed",
        { State: ValueState.NotThere } => "was not there",
        _ => "not reached",
    };

    private static IReadOnlyList<ValueChange> Diff(string old, string now, string input) =>
        RecordingDiff.Between(Record(old, input), Record(now, input));

    private static Recording Record(string body, string input)
    {
        var lines = body.Split("\n\n", 2);
        var text = $"worker w\n  {lines[0].ReplaceLineEndings("\n  ")}\n{(lines.Length > 1 ? "\n" + lines[1] + "\n" : "")}";
        var canvas = CanvasLoader.LoadToRecord([new SourceText("a.dark", text)]).Canvas!;
        Assert.True(ValueJson.TryRead(input, out var @event, out _));
        return LargeStack.Run(() => Interpreter.Record(
            canvas.Workers[0].Body, [@event], new RecordedHost([]), Limits.Default, () => TimeSpan.Zero, CancellationToken.None));
    }
}
