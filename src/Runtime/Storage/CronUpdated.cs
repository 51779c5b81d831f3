using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>The state of a cron after it fired, was seen for the first time or changed its schedule.</summary>
public sealed record CronUpdated(CronState Cron) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(HandlerId.Cron(Cron.Name))];

    internal override FactId Id => FactKinds.Cron.Of(Cron.Name);

    internal override object Value => Cron;

    internal override void Write(RecordWriter writer)
    {
        writer.Text(Cron.Name);
        writer.Text(Cron.Schedule);
        writer.OptionalTime(Cron.NextDue);
        writer.OptionalTime(Cron.LastFired);
        writer.Unsigned((ulong)Cron.Skipped);
    }

    // Early stores do not count skipped runs: there the record ends after the times.
    internal static CronState Read(ref RecordReader reader) =>
        new(reader.Text(), reader.Text(), reader.OptionalTime(), reader.OptionalTime(), reader.AtEnd ? 0 : (long)reader.Unsigned());
}

/// <param name="Schedule">The canonical text of the schedule. When the canvas has another one, the next due time is computed anew.</param>
/// <param name="NextDue">Null when the schedule never fires again.</param>
/// <param name="LastFired">The due time that fired last; null when none has fired.</param>
/// <param name="Skipped">How many due times were skipped because a previous run had not ended.</param>
public sealed record CronState(string Name, string Schedule, DateTimeOffset? NextDue, DateTimeOffset? LastFired, long Skipped = 0);
