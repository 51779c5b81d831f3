namespace DarkLang.Cli.Output;

/// <summary>Prints a trace: its input, what it did, and its result, in order.</summary>
internal static class TraceText
{
    /// <param name="recording">The attempt run again, for the values of its expressions; null if that is not possible.</param>
    public static void Write(TextWriter output, TraceView trace, Recording? recording, bool all)
    {
        var header = trace.Header;
        ViewText.Facts(
            output,
            ("trace", header.Id.ToString()),
            ("handler", header.Handler.ToString()),
            ("version", trace.Version),
            ("outcome", header.Outcome.Word()),
            ("started", DisplayTime.ExactTime(header.StartedAt)),
            ("duration", DisplayTime.Duration(header.Duration)),
            ("attempt", header.Attempt.ToString(CultureInfo.InvariantCulture)),
            ("message", header.Message.ToString()),
            ("messages", trace.Messages?.Count.ToString(CultureInfo.InvariantCulture)),
            ("emitted by", trace.ParentMessage is { } parent ? $"message {parent}" : null),
            ("handled by", trace.Consumer),
            ("resumed", Resumed(trace)),
            ("pinned", header.Pinned ? "yes" : null));
        ViewText.Input(output, "input", trace.Input);
        if (recording is not null)
        {
            output.WriteLine();
            new RecordingText(output, recording, all).Write();
        }
        WriteEnd(output, trace);
        WriteLog(output, trace);
        WriteEmits(output, trace);
    }

    private static string? Resumed(TraceView trace)
    {
        var calls = trace.Effects.Where(effect => effect.AnsweredFrom is not null).ToList();
        return calls.Count == 0 ? null
            : $"after {DisplayText.Quantity(calls.Count, "recorded call")} of attempt "
                + string.Join(", ", calls.Select(call => call.AnsweredFrom).Distinct());
    }

    private static void WriteEnd(TextWriter output, TraceView trace)
    {
        output.WriteLine();
        if (trace.Failure is not null)
            ViewText.Failure(output, trace.Failure);
        else if (trace.Result is { } result)
            WriteResult(output, result);
        else
            output.WriteLine(WhyNoResult(trace));
    }

    private static void WriteResult(TextWriter output, ValueView result)
    {
        output.WriteLine("result");
        ViewText.Value(output, result.Text);
    }

    private static string WhyNoResult(TraceView trace) => trace switch
    {
        { IncompleteAt: { } at } => $"incomplete: no code written yet at {DisplayText.OneLine(at)}",
        { Header.Outcome: TraceOutcome.Snoozed } => "snoozed: the message runs again later, as if it had not run",
        _ => "no result",
    };

    private static void WriteLog(TextWriter output, TraceView trace)
    {
        if (trace.Log.Count + trace.LogLeftOut == 0)
            return;
        output.WriteLine($"\nlog ({DisplayText.Count(trace.Log.Count + trace.LogLeftOut)})");
        foreach (var line in trace.Log)
        {
            var said = $"{line.Level.Word()}  {DisplayText.OneLine(line.Message)}  at {DisplayText.OneLine(line.Place)}";
            output.WriteLine($"  {DisplayTime.ExactTime(line.At)} {said}");
            if (line.Fields.Json != "{}")
                ViewText.Value(output, line.Fields.Text, "    ");
        }
        LeftOut(output, trace.LogLeftOut);
    }

    private static void WriteEmits(TextWriter output, TraceView trace)
    {
        if (trace.Emits.Count + trace.EmitsLeftOut == 0)
            return;
        output.WriteLine($"\nemits ({DisplayText.Count(trace.Emits.Count + trace.EmitsLeftOut)})");
        foreach (var emit in trace.Emits)
        {
            output.WriteLine($"  to {DisplayText.OneLine(emit.Worker)}, message {DisplayText.ShortId(emit.Message)}");
            ViewText.Value(output, emit.Event.Text, "    ");
        }
        LeftOut(output, trace.EmitsLeftOut);
    }

    private static void LeftOut(TextWriter output, int count)
    {
        if (count > 0)
            output.WriteLine($"  … {DisplayText.Count(count)} more, not kept");
    }
}
