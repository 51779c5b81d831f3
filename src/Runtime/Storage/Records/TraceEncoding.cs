namespace DarkLang.Runtime.Storage.Records;

/// <summary>How traces are written and read.</summary>
internal static class TraceEncoding
{
    /// <summary>Begins with the header, so that lists need not read the rest.</summary>
    public static void Trace(this RecordWriter writer, Trace trace)
    {
        writer.Id(trace.Id);
        writer.Handler(trace.Handler);
        writer.Id(trace.Message);
        writer.Number(trace.Attempt);
        writer.Byte((byte)trace.Outcome);
        writer.Time(trace.StartedAt);
        writer.Number(trace.Duration.Ticks);
        writer.Flag(trace.IsPinned);
        writer.Text(trace.Version);
        writer.OptionalId(trace.ParentMessage);
        writer.OptionalBytes(trace.Input);
        writer.OptionalBytes(trace.Result);
        writer.Flag(trace.Failure is not null);
        if (trace.Failure is not null)
            writer.Failure(trace.Failure);
        writer.OptionalText(trace.IncompleteAt);
        writer.Number(trace.EmitsLeftOut);
        writer.Number(trace.EffectsLeftOut);
        writer.Unsigned((ulong)trace.Emits.Count);
        foreach (var emit in trace.Emits)
        {
            writer.Id(emit.Message);
            writer.Interned(emit.Worker);
            writer.Bytes(emit.Event);
        }
        writer.Unsigned((ulong)trace.Effects.Count);
        foreach (var effect in trace.Effects)
        {
            writer.Interned(effect.Function);
            writer.Interned(effect.At);
            writer.OptionalBytes(effect.Result);
            writer.Flag(effect.Error is not null);
            if (effect.Error is { } error)
            {
                writer.Text(error.Code);
                writer.Text(error.Message);
                writer.OptionalText(error.Help);
            }
        }
        writer.Number(trace.LogLeftOut);
        writer.Unsigned((ulong)trace.Log.Count);
        foreach (var line in trace.Log)
        {
            writer.Time(line.At);
            writer.Byte((byte)line.Level);
            writer.Text(line.Message);
            writer.Bytes(line.Fields);
            writer.Interned(line.Place);
        }
        // Few traces have these, and the others stay as they were.
        var resumes = trace.Messages is not null || trace.Effects.Any(effect => effect.AnsweredFrom is not null);
        if (trace.Consumer is not null || resumes)
            writer.Text(trace.Consumer ?? "");
        foreach (var effect in resumes ? trace.Effects : [])
            writer.Number(effect.AnsweredFrom ?? 0);
        if (trace.Messages is null)
            return;
        writer.Unsigned((ulong)trace.Messages.Count);
        foreach (var message in trace.Messages)
            writer.Id(message);
    }

    public static TraceHeader TraceHeader(this ref RecordReader reader) => new(
        reader.Id(), reader.Handler(), reader.Id(), reader.Int(), (TraceOutcome)reader.Byte(), reader.Time(),
        TimeSpan.FromTicks(reader.Number()), reader.Flag(), reader.Text());

    public static Trace Trace(this ref RecordReader reader)
    {
        var header = reader.TraceHeader();
        // In the order in which they are written.
        var trace = new Trace
        {
            Id = header.Id,
            Handler = header.Handler,
            Message = header.Message,
            Attempt = header.Attempt,
            Outcome = header.Outcome,
            StartedAt = header.StartedAt,
            Duration = header.Duration,
            IsPinned = header.IsPinned,
            Version = header.Version,
            ParentMessage = reader.OptionalId(),
            Input = reader.OptionalBytes(),
            Result = reader.OptionalBytes(),
            Failure = reader.Flag() ? reader.Failure() : null,
            IncompleteAt = reader.OptionalText(),
            EmitsLeftOut = reader.Int(),
            EffectsLeftOut = reader.Int(),
            Emits = reader.Array((ref emit) => new TraceEmit(emit.Id(), emit.Interned(), emit.Bytes())),
            Effects = reader.Array((ref effect) => new TraceEffect(
                effect.Interned(), effect.Interned(), effect.OptionalBytes(),
                effect.Flag() ? new TraceEffectError(effect.Text(), effect.Text(), effect.OptionalText()) : null)),
            LogLeftOut = reader.Int(),
            Log = reader.Array((ref line) => new TraceLogLine(
                line.Time(), (LogLevel)line.Byte(), line.Text(), line.Bytes(), line.Interned())),
            Consumer = reader.AtEnd || reader.Text() is not { Length: > 0 } consumer ? null : consumer,
        };
        if (reader.AtEnd)
            return trace;
        trace = trace with { Effects = AnsweredFrom(ref reader, trace.Effects) };
        return reader.AtEnd ? trace : trace with { Messages = reader.Array((ref message) => message.Id()) };
    }

    private static TraceEffect[] AnsweredFrom(ref RecordReader reader, IReadOnlyList<TraceEffect> effects)
    {
        var answered = new TraceEffect[effects.Count];
        for (var i = 0; i < answered.Length; i++)
            answered[i] = reader.Int() is > 0 and var attempt ? effects[i] with { AnsweredFrom = attempt } : effects[i];
        return answered;
    }
}
