using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>A recorded run shows what the program did, call by call and value by value.</summary>
public class RecordingTests
{
    [Fact]
    public void Every_expression_shows_its_value_and_parts_come_before_the_whole()
    {
        var recording = Record("worker w\n  let x = event + 1\n  x * 2 + x\n", Value.Int(4));

        Assert.Equal(
            ["event = 4", "event + 1 = 5", "x = 5", "x * 2 = 10", "x = 5", "x * 2 + x = 15"],
            recording.Root!.Values.Select(Show));
        Assert.Equal(15, recording.Root.Result!.Value.AsInt);
        Assert.Equal(("event", "4"), (recording.Root.Arguments[0].Name, ValueDisplay.Short(recording.Root.Arguments[0].Value)));
    }

    [Fact]
    public void Every_iteration_of_nested_loops_is_a_call_of_its_own()
    {
        var recording =
            Record("worker w\n  List::map event (\\order -> List::map order (\\line -> line * 10))\n", Expression("[[1, 2], [3], []]"));

        Assert.Equal(
            """
            worker w ([[1, 2], [3], []]) = [[10, 20], [30], []]
              lambda in worker w [1/3] ([1, 2]) = [10, 20]
                lambda in worker w [1/2] (1) = 10
                lambda in worker w [2/2] (2) = 20
              lambda in worker w [2/3] ([3]) = [30]
                lambda in worker w [1/1] (3) = 30
              lambda in worker w [3/3] ([]) = []

            """,
            Tree(recording.Root!));
    }

    [Fact]
    public void A_run_that_fails_shows_what_was_reached_and_where_each_call_ended()
    {
        var recording = Record(
            "fn half (n: Int) = 10 / n\n\nworker w\n  let a = half 5\n  let b = half (a - 2)\n  a + b\n", Value.Null);

        Assert.IsType<Outcome.Failed>(recording.Outcome);
        Assert.Equal("worker w (null) left early\n  half (5) = 2\n  half (0) left early\n", Tree(recording.Root!));
        Assert.Equal(["half 5 = 2", "a = 2", "a - 2 = 0"], recording.Root!.Values.Select(Show));
        Assert.Equal(
            ["half (a - 2)", "a", "a + b", "b"],
            NotReached(recording.Root).ToArray());
    }

    [Fact]
    public void A_function_that_a_rail_ends_shows_the_value_that_ended_it()
    {
        var recording = Record(
            "fn find (k: String) : Option<Int> = Dict::get { a: 1 } k\n\nworker w\n  let x = find? event\n  x + 1\n", Value.String("b"));

        Assert.Equal(["event = \"b\"", "find? event = Nothing"], recording.Root!.Values.Select(Show));
        Assert.Equal("Nothing", ValueDisplay.Short(recording.Root.Result!.Value));
    }

    [Fact]
    public void Impure_calls_are_answered_from_the_recording()
    {
        var answers = new[] { new RecordedAnswer.Returned("Int::random", Value.Int(7)) };
        var recording = Record("worker w\n  Int::random 1 6 + 1\n", Value.Null, new RecordedHost(answers));

        Assert.Equal(["Int::random 1 6 = 7", "Int::random 1 6 + 1 = 8"], recording.Root!.Values.Select(Show));
    }

    [Fact]
    public void Code_that_now_emits_something_else_needs_no_recorded_answer()
    {
        RecordedAnswer[] answers =
        [
            new RecordedAnswer.Returned("emit", Value.Int(1)),
            new RecordedAnswer.Returned("Int::random", Value.Int(7)),
            new RecordedAnswer.Returned("Uuid::generate", Value.Null),
        ];
        var host = new RecordedHost(answers);
        var recording = Record("worker w\n  emitAfter 2 5 \"b\"\n  let n = Int::random 1 6\n  emit n \"c\"\n", Value.Null, host);

        Assert.Equal(7, Assert.IsType<Outcome.Completed>(recording.Outcome).Value.AsInt);
        Assert.Equal(["b", "c"], host.Emits.Select(emission => emission.Worker));
        Assert.Equal(1, host.Unused);
    }

    [Fact]
    public void A_call_that_failed_fails_again_with_the_same_error()
    {
        var host = new RecordedHost([new RecordedAnswer.Failed("Int::random", "D0520", "no such dice", "roll another")]);
        var recording = Record("worker w = Int::random 1 6\n", Value.Null, host);

        var error = Assert.IsType<Outcome.Failed>(recording.Outcome).Error;
        Assert.Equal(("D0520", "no such dice", "roll another"), (error.Code, error.Message, error.Help));
    }

    [Fact]
    public void Values_beyond_the_limit_are_counted_and_not_recorded()
    {
        var recording = Record("worker w\n  List::map (List::range 1 300000) (\\x -> x + 1) |> List::length\n", Value.Null);

        Assert.Equal(300_000, Assert.IsType<Outcome.Completed>(recording.Outcome).Value.AsInt);
        Assert.Equal(Recording.MaxEntries, Count(recording.Root!));
        // The call, x and x + 1 for each element, and four entries for the worker itself.
        Assert.Equal(300_000 * 3 + 1 + 3 - Recording.MaxEntries, recording.LeftOut);
    }

    public static TheoryData<string> Cases => Golden.Cases("run");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_recorded_run_ends_like_a_run_without_recording(string name)
    {
        var parts = Golden.Read("run", name).Split("// run\n");
        foreach (var expression in parts[^1].Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var source = new SourceText("test.dark", $"{parts[0]}\nworker w\n  {expression.Trim().ReplaceLineEndings("\n  ")}\n");
            if (CanvasLoader.Load([source]).Canvas is not { } plain)
                continue;
            var recorded = CanvasLoader.LoadToRecord([source]).Canvas!;
            var first = Programs.Run(plain.Workers[0].Body, [Value.Null]);
            var second = RecordCode(recorded.Workers[0].Body, [Value.Null], new EffectsHost(new FixedEffects())).Outcome;
            Assert.Equal(Programs.Show(first), Programs.Show(second));
        }
    }

    private static Recording Record(string canvas, Value @event, IHost? host = null)
    {
        var loaded = CanvasLoader.LoadToRecord([new SourceText("test.dark", canvas)]);
        Assert.True(loaded.Canvas is not null, Programs.Render(loaded.Diagnostics));
        return RecordCode(loaded.Canvas.Workers[0].Body, [@event], host ?? new EffectsHost(new FixedEffects()));
    }

    private static Recording RecordCode(Code code, Value[] arguments, IHost host)
    {
        var time = TimeSpan.Zero;
        return LargeStack.Run(() => Interpreter.Record(
            code, arguments, host, Programs.SmallLimits, () => time += TimeSpan.FromMilliseconds(1), CancellationToken.None));
    }

    private static Value Expression(string text) => Programs.Value(text);

    private static string Show(ExpressionValue value) => $"{TextAt(value.At)} = {ValueDisplay.Short(value.Value)}";

    private static string TextAt(Location at) => at.Source[at.Span].ToString();

    private static IEnumerable<string> NotReached(CallRecord call) =>
        call.Expressions.Except(call.Values.Select(value => value.At)).OrderBy(at => at.Span.Start).ThenBy(at => at.Span.Length)
            .Select(TextAt);

    private static int Count(CallRecord call) => 1 + call.Values.Count + call.Calls.Sum(Count);

    private static string Tree(CallRecord call, int depth = 0)
    {
        var text = new StringBuilder().Append(' ', depth * 2).Append(call.Function);
        if (call.Iteration is var (index, count) && call.Function.StartsWith("lambda", StringComparison.Ordinal))
            text.Append(" [").Append(index + 1).Append('/').Append(count).Append(']');
        text.Append(" (").AppendJoin(", ", call.Arguments.Select(argument => ValueDisplay.Short(argument.Value))).Append(')');
        text.Append(call.Result is { } result ? $" = {ValueDisplay.Short(result)}\n" : " left early\n");
        foreach (var inner in call.Calls)
            text.Append(Tree(inner, depth + 1));
        return text.ToString();
    }
}
