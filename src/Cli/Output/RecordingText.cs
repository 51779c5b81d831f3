namespace DarkLang.Cli.Output;

/// <summary>Prints the source of a run call by call, with the values of its expressions below their lines.</summary>
internal sealed class RecordingText(TextWriter output, Recording recording, bool all)
{
    private const int ShownIterations = 3;
    private const int LongestValue = 160;

    /// <summary>The depth of calls that are shown without <c>--all</c>, and to which calls are indented.</summary>
    private const int DeepestShown = 20;

    /// <summary>What ended the run, if it failed.</summary>
    private readonly RuntimeError? _error = (recording.Outcome as Outcome.Failed)?.Error;

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
        output.WriteLine(indent + Title(call));
        foreach (var line in LinesOf(call))
            WriteLine(call, line, indent);
        if (!all && call.Result is null && call.Values.Count == 0 && call.Calls.Count == 0 && _error is null)
            output.WriteLine($"{indent}  (no value was computed)");
        if (!all && depth >= DeepestShown && InnerCalls.Count(call) is > 0 and var deeper)
        {
            output.WriteLine($"{indent}  … {DisplayText.Quantity(deeper, "call")} inside: --all shows them");
            if (_error is not null && InnerCalls.Innermost(call) is var failed && failed != call)
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
        if (shown.Count < calls.Count)
            output.WriteLine(
                $"\n{new string(' ', (Math.Min(depth, DeepestShown) * 2) + 2)}… "
                + $"{DisplayText.Quantity(calls.Count - shown.Count, "more iteration")} of {calls[0].Function}: --all shows them");
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
        foreach (var value in Outermost(values))
            output.WriteLine($"{indent}      │ {new string(' ', value.At.Start.Column - 1)}= {Show(value.Value)}");
        if (_error is { } error && error.At.Start.Line == line && HasFailed(call)
            && starting.Exists(at => at.Source == error.At.Source && at.Span.Contains(error.At.Span)))
            output.WriteLine($"{indent}      │ {new string(' ', error.At.Start.Column - 1)}✗ {DisplayText.OneLine(error.Message)}");
        else if (starting.Count > 0 && values.Count == 0)
            output.WriteLine(
                $"{indent}      │ {new string(' ', starting.Min(at => at.Start.Column) - 1)}"
                + (call.IsCut ? "not recorded" : "not reached"));
    }

    /// <summary>Returns the values that are not part of another one on the same line; with <c>--all</c>, all values.</summary>
    private IEnumerable<ExpressionValue> Outermost(List<ExpressionValue> values) => all
        ? values
        : values.Where(value => !values.Exists(other => other.At != value.At && other.At.Span.Contains(value.At.Span)));

    /// <summary>Whether the error occurred in this very call.</summary>
    private bool HasFailed(CallRecord call) =>
        _error is not null && call.Result is null && call.Calls.All(inner => inner.Result is not null);

    private static string Show(Value value) => DisplayText.OneLine(ValueDisplay.Short(value, LongestValue));
}
