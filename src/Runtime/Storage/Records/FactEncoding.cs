using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage.Records;

/// <summary>The facts that are documents of their own: traces, sources, crons, pauses.</summary>
internal static class FactEncoding
{
    /// <summary>The header stands first, so that lists need not read the rest.</summary>
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
            writer.Word(emit.Worker);
            writer.Bytes(emit.Event);
        }

        writer.Unsigned((ulong)trace.Effects.Count);
        foreach (var effect in trace.Effects)
        {
            writer.Word(effect.Function);
            writer.Word(effect.At);
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
            writer.Word(line.Place);
        }
    }

    public static TraceHeader TraceHeader(this ref RecordReader reader)
    {
        var (id, handler, message, attempt, outcome) =
            (reader.Id(), reader.Handler(), reader.Id(), reader.Small(), (TraceOutcome)reader.Byte());
        return new TraceHeader(
            id, handler, message, attempt, outcome, reader.Time(), TimeSpan.FromTicks(reader.Number()), reader.Flag(), reader.Text());
    }

    public static Trace Trace(this ref RecordReader reader)
    {
        var header = reader.TraceHeader();
        var (parent, input, result) = (reader.OptionalId(), reader.OptionalBytes(), reader.OptionalBytes());
        var failure = reader.Flag() ? reader.Failure() : null;
        var (incompleteAt, emitsLeftOut, effectsLeftOut) = (reader.OptionalText(), reader.Small(), reader.Small());
        var emits = new TraceEmit[reader.Count()];
        for (var i = 0; i < emits.Length; i++)
            emits[i] = new TraceEmit(reader.Id(), reader.Word(), reader.Bytes());
        var effects = new TraceEffect[reader.Count()];
        for (var i = 0; i < effects.Length; i++)
            effects[i] = new TraceEffect(reader.Word(), reader.Word(), reader.OptionalBytes(), reader.Flag() ? new TraceEffectError(
                reader.Text(), reader.Text(), reader.OptionalText()) : null);
        var logLeftOut = reader.Small();
        var log = new TraceLogLine[reader.Count()];
        for (var i = 0; i < log.Length; i++)
            log[i] = new TraceLogLine(reader.Time(), (LogLevel)reader.Byte(), reader.Text(), reader.Bytes(), reader.Word());
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

    public static void Source(this RecordWriter writer, SourceVersion source)
    {
        writer.Text(source.Version);
        writer.Unsigned((ulong)source.Files.Count);
        foreach (var file in source.Files)
        {
            writer.Text(file.Path);
            writer.Text(file.Text);
        }
    }

    public static SourceVersion Source(this ref RecordReader reader)
    {
        var version = reader.Text();
        var files = new SourceFile[reader.Count()];
        for (var i = 0; i < files.Length; i++)
            files[i] = new SourceFile(reader.Text(), reader.Text());
        return new SourceVersion(version, files);
    }

    public static void Cron(this RecordWriter writer, CronState cron)
    {
        writer.Text(cron.Name);
        writer.Text(cron.Schedule);
        writer.OptionalTime(cron.NextDue);
        writer.OptionalTime(cron.LastFired);
        writer.Unsigned((ulong)cron.Skipped);
    }

    // Stores of before runs were counted that are skipped end after the times.
    public static CronState Cron(this ref RecordReader reader) =>
        new(reader.Text(), reader.Text(), reader.OptionalTime(), reader.OptionalTime(), reader.AtEnd ? 0 : (long)reader.Unsigned());

    public static void Rate(this RecordWriter writer, RateStarts rate)
    {
        writer.Handler(rate.Handler);
        writer.Unsigned((ulong)rate.Starts.Count);
        foreach (var start in rate.Starts)
            writer.Time(start);
    }

    public static RateStarts Rate(this ref RecordReader reader)
    {
        var handler = reader.Handler();
        var starts = new DateTimeOffset[reader.Count()];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = reader.Time();
        return new RateStarts(handler, starts);
    }

    public static void Pause(this RecordWriter writer, Pause pause)
    {
        writer.Handler(pause.Handler);
        writer.Time(pause.At);
        writer.Text(pause.By);
        writer.OptionalText(pause.Why);
    }

    public static Pause Pause(this ref RecordReader reader) => new(reader.Handler(), reader.Time(), reader.Text(), reader.OptionalText());
}
