namespace DarkLang.Cli.Output;

/// <summary>Prints the source of a run call by call, with the values of its expressions below their lines.</summary>
internal sealed class RecordingText(TextWriter output, Recording recording, bool all)
{
    private const int ShownIterations = 3;
    private const int LongestValue = 160;

    /// <summary>The depth of calls that are shown without <c>--all</c>, and to which calls are indented.</summary>
    private const int DeepestShown = 20;

    /// <summary>The text of a part of an expression that failed, beside its value.</summary>
    private const int LongestPart = 40;

    /// <summary>Null if not even the call of the handler started.</summary>
    private readonly EarlyEnd? _end = EarlyEnd.Of(recording);
    private readonly Location _failedAt = recording.Outcome switch
    {
        Outcome.Failed failed => failed.Error.At,
        Outcome.Incomplete incomplete => incomplete.At,
        _ => default,
    };
    private readonly string _why = recording.Outcome is Outcome.Failed { Error.Message: var message } ? message : "no code is written yet";

    public void Write()
    {
        // A recursion may be deep.
        if (recording.Root is { } root)
            LargeStack.Run(() => Write(root));
        if (recording.LeftOut > 0)
            output.WriteLine($"… {DisplayText.Count(recording.LeftOut)} more values are not shown: the run was too long");
    }

    private bool Write(CallRecord root)
    {
        Write(root, 0);
        return true;
    }

    private void Write(CallRecord call, int depth)
    {
        var indent = new string(' ', Math.Min(depth, DeepestShown) * 2);
        output.WriteLine(indent + DisplayText.PrintableLine(Title(call)));
        foreach (var line in LinesOf(call))
            WriteLine(call, line, indent);
        if (!all && call.Result is null && call.Values.Count == 0 && call.Calls.Count == 0 && _failedAt.Source is null)
            output.WriteLine($"{indent}  (no value was computed)");
        if (!all && depth >= DeepestShown && InnerCalls.Count(call) is > 0 and var deeper)
        {
            output.WriteLine($"{indent}  … {DisplayText.Quantity(deeper, "call")} inside: --all shows them");
            if (_failedAt.Source is not null && InnerCalls.Innermost(call) is var failed && failed != call)
                Write(failed, depth + 1);
            return;
        }
        foreach (var loop in call.Calls.GroupBy(inner => (inner.CalledFrom, inner.Function)))
            WriteIterations([.. loop], depth);
    }

    private void WriteIterations(IReadOnlyList<CallRecord> calls, int depth)
    {
        var shown = all ? calls : [.. calls.Where((call, index) => index < ShownIterations || call.Result is null)];
        foreach (var call in shown)
        {
            output.WriteLine();
            Write(call, depth + 1);
        }
        if (shown.Count == calls.Count)
            return;
        var (more, function) = (DisplayText.Quantity(calls.Count - shown.Count, "more iteration"), calls[0].Function);
        var indent = new string(' ', (Math.Min(depth, DeepestShown) * 2) + 2);
        output.WriteLine($"\n{indent}… {more} of {DisplayText.PrintableLine(function)}: --all shows them");
    }

    private static string Title(CallRecord call)
    {
        var arguments = string.Join(", ", call.Arguments.Select(argument => $"{argument.Name} = {Show(argument.Value)}"));
        return RecordingDiff.NameOf(call) + (arguments.Length > 0 ? $"  {arguments}" : "");
    }

    private static IEnumerable<int> LinesOf(CallRecord call)
    {
        if (call.Expressions.Count == 0)
            return [];
        var first = call.Expressions.Min(at => at.Start.Line);
        return Enumerable.Range(first, call.Expressions.Max(at => at.Source.Locate(at.Span.End).Line) - first + 1);
    }

    private void WriteLine(CallRecord call, int line, string indent)
    {
        var source = call.Expressions[0].Source;
        output.WriteLine($"{indent}{line,5} │ {DisplayText.Printable(source.Line(line).ToString()).TrimEnd()}");
        var starting = call.Expressions.Where(at => at.Start.Line == line).ToList();
        var values = call.Values.Where(value => value.At.Start.Line == line).ToList();
        var failed = starting.Where(at => _end?.IsIn(call, at) == true).OrderByDescending(at => at.Span.Length).FirstOrDefault();
        foreach (var value in Outermost(values))
        {
            // A part of what failed would look like the value of the whole.
            var part = failed.Source is not null && failed.Span.Contains(value.At.Span) ? $"{TextOf(value.At)} = " : "= ";
            WriteBelow(indent, value.At, part + Show(value.Value));
        }
        if (failed.Source is not null)
            WriteFailure(call, failed, indent);
        else if (starting.Count > 0 && values.Count == 0)
            WriteBelow(indent, starting.MinBy(at => at.Start.Column), call.IsCut ? "not recorded" : "not reached");
    }

    private void WriteFailure(CallRecord call, Location failed, string indent)
    {
        if (_end!.Innermost != call)
            WriteBelow(indent, failed, $"✗ in {DisplayText.PrintableLine(RecordingDiff.NameOf(call.Calls[^1]))}");
        else if (_failedAt.Start.Line == failed.Start.Line)
            WriteBelow(indent, _failedAt, $"✗ {DisplayText.OneLine(_why)}");
        else
            WriteBelow(indent, failed, $"✗ on line {_failedAt.Start.Line}");
    }

    private void WriteBelow(string indent, Location at, string text) =>
        output.WriteLine($"{indent}      │ {new string(' ', at.Start.Column - 1)}{text}");

    /// <summary>Returns the values that are not part of another one on the same line; with <c>--all</c>, all values.</summary>
    private IEnumerable<ExpressionValue> Outermost(List<ExpressionValue> values) => all
        ? values
        : values.Where(value => !values.Exists(other => other.At != value.At && other.At.Span.Contains(value.At.Span)));

    private static string TextOf(Location at) => TextFit.Cut(DisplayText.OneLine(at.Source[at.Span].ToString()), LongestPart);

    private static string Show(Value value) => DisplayText.OneLine(ValueDisplay.Short(value, LongestValue));
}
