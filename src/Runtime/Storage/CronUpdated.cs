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
        writer.Unsigned((ulong)Cron.Corrections);
    }

    // Early stores count neither skipped runs nor corrections: there the record ends earlier.
    internal static CronState Read(ref RecordReader reader) =>
        new(reader.Text(), reader.Text(), reader.OptionalTime(), reader.OptionalTime(), Count(ref reader), Count(ref reader));

    private static long Count(ref RecordReader reader) => reader.AtEnd ? 0 : (long)reader.Unsigned();
}

/// <param name="Schedule">The canonical text of the schedule. When the canvas has another one, the next due time is computed anew.</param>
/// <param name="NextDue">Null when the schedule never fires again.</param>
/// <param name="LastFired">The due time that fired last; null when none has fired.</param>
/// <param name="Skipped">How many due times were skipped because a previous run had not ended.</param>
/// <param name="Corrections">
/// How often the next due time was computed anew because the clock went back. Due times that come again after that are other runs.
/// </param>
public sealed record CronState(
    string Name, string Schedule, DateTimeOffset? NextDue, DateTimeOffset? LastFired, long Skipped = 0, long Corrections = 0);
