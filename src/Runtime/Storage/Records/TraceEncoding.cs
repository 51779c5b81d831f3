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
    }

    public static TraceHeader TraceHeader(this ref RecordReader reader)
    {
        var (id, handler, message, attempt, outcome) =
            (reader.Id(), reader.Handler(), reader.Id(), reader.Int(), (TraceOutcome)reader.Byte());
        return new TraceHeader(
            id, handler, message, attempt, outcome, reader.Time(), TimeSpan.FromTicks(reader.Number()), reader.Flag(), reader.Text());
    }

    public static Trace Trace(this ref RecordReader reader)
    {
        var header = reader.TraceHeader();
        var (parent, input, result) = (reader.OptionalId(), reader.OptionalBytes(), reader.OptionalBytes());
        var failure = reader.Flag() ? reader.Failure() : null;
        var (incompleteAt, emitsLeftOut, effectsLeftOut) = (reader.OptionalText(), reader.Int(), reader.Int());
        var emits = new TraceEmit[reader.Count()];
        for (var i = 0; i < emits.Length; i++)
            emits[i] = new TraceEmit(reader.Id(), reader.Interned(), reader.Bytes());
        var effects = new TraceEffect[reader.Count()];
        for (var i = 0; i < effects.Length; i++)
        {
            var (function, at, effect) = (reader.Interned(), reader.Interned(), reader.OptionalBytes());
            var error = reader.Flag() ? new TraceEffectError(reader.Text(), reader.Text(), reader.OptionalText()) : null;
            effects[i] = new TraceEffect(function, at, effect, error);
        }
        var logLeftOut = reader.Int();
        var log = new TraceLogLine[reader.Count()];
        for (var i = 0; i < log.Length; i++)
            log[i] = new TraceLogLine(reader.Time(), (LogLevel)reader.Byte(), reader.Text(), reader.Bytes(), reader.Interned());
        return new Trace
        {
            Id = header.Id,
            Handler = header.Handler,
            Version = header.Version,
            Message = header.Message,
            ParentMessage = parent,
            Attempt = header.Attempt,
            Input = input,
            Outcome = header.Outcome,
            Result = result,
            Failure = failure,
            IncompleteAt = incompleteAt,
            StartedAt = header.StartedAt,
            Duration = header.Duration,
            Emits = emits,
            EmitsLeftOut = emitsLeftOut,
            Effects = effects,
            EffectsLeftOut = effectsLeftOut,
            Log = log,
            LogLeftOut = logLeftOut,
            IsPinned = header.IsPinned,
        };
    }
}
