using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>How far an alert has reported; stored together with each report.</summary>
public sealed record AlertCheckpointSaved(AlertCheckpoint Checkpoint) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Checkpoint.Alert)];

    internal override FactId Id => FactKinds.AlertCheckpoint.Of(Checkpoint.Alert);

    internal override object Value => Checkpoint;

    internal override void Write(RecordWriter writer)
    {
        writer.Handler(Checkpoint.Alert);
        writer.Time(Checkpoint.Until);
        writer.OptionalTime(Checkpoint.ReportedAt);
    }

    internal static AlertCheckpoint Read(ref RecordReader reader) => new(reader.Handler(), reader.Time(), reader.OptionalTime());
}

/// <param name="Until">Dead letters up to here were reported, or were there before the alert.</param>
/// <param name="ReportedAt">When the last report was made; null when there was none.</param>
public sealed record AlertCheckpoint(HandlerId Alert, DateTimeOffset Until, DateTimeOffset? ReportedAt)
{
    /// <summary>
    /// Reads the form of early stores, which hold checkpoints as starts of limiters. Only the canvas says which handlers are alerts.
    /// Returns null when this can't be a checkpoint.
    /// </summary>
    internal static AlertCheckpoint? From(LimiterState limiter) => limiter.Starts switch
    {
        [var until] => new AlertCheckpoint(limiter.Handler, until, null),
        [var until, .., var reportedAt] => new AlertCheckpoint(limiter.Handler, until, reportedAt),
        _ => null,
    };
}
