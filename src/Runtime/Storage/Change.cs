using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// One fact to be stored. Facts carry the values to be written themselves: the mutable half of a <see cref="Message"/>
/// may have moved on by the time the store writes it.
/// </summary>
public abstract record Change
{
    /// <summary>What the change is about. Changes with a common subject are stored in the order in which they were submitted.</summary>
    public abstract IReadOnlyList<Subject> Subjects { get; }

    /// <summary>Whether the store holds more once the change is stored.</summary>
    public virtual bool BringsNew => false;

    public static bool BringNew(IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].BringsNew)
                return true;
        }
        return false;
    }
}

/// <summary>A message is on its queue, due at its <see cref="Message.FirstDue"/>; its once-key, if any, is taken from now on.</summary>
public sealed record MessageEnqueued(Message Message) : Change
{
    /// <summary>Nothing else can refer to a message that is not stored yet, but a cron has to know of its coming runs.</summary>
    public override IReadOnlyList<Subject> Subjects =>
        Message.Handler.Kind == HandlerKind.Cron ? [Subject.OfHandler(Message.Handler)] : [];

    public override bool BringsNew => true;
}

/// <summary>The mutable half of a stored message changed. <paramref name="State"/> is never Running.</summary>
public sealed record MessageUpdated(Message Message, MessageState State, DateTimeOffset Due, int Attempts, DeadLetter? Death) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfMessage(Message.Id)];
}

/// <summary>The message is gone from the store.</summary>
public sealed record MessageSettled(Message Message, Settlement Settlement) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfMessage(Message.Id)];
}

public enum Settlement
{
    /// <summary>Handled: counts as done.</summary>
    Done,

    /// <summary>Removed by hand.</summary>
    Removed,
}

/// <summary>The state of a cron after a firing, a first sight or a change of its schedule.</summary>
public sealed record CronUpdated(CronState Cron) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(HandlerId.Cron(Cron.Name))];
}

public sealed record HandlerPaused(Pause Pause) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Pause.Handler)];
}

public sealed record HandlerResumed(HandlerId Handler) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Handler)];
}

public sealed record TraceRecorded(Trace Trace) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfTrace(Trace.Id), Subject.OfSource(Trace.Version)];

    public override bool BringsNew => true;
}

public sealed record TraceDropped(Guid Trace) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfTrace(Trace)];
}

/// <summary>The newest starts of a handler that is kept to a rate; stored a moment after they happen.</summary>
public sealed record LimiterSaved(RateStarts Rate) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Rate.Handler)];
}

/// <summary>The texts of a version of the canvas, kept while a trace needs them.</summary>
public sealed record SourceStored(SourceVersion Source) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfSource(Source.Version)];

    public override bool BringsNew => true;
}

public sealed record SourceDropped(string Version) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfSource(Version)];
}

/// <param name="Schedule">The schedule as canonical text: when it differs from the file's, the next due time is computed anew.</param>
/// <param name="NextDue">Null when the schedule never fires again.</param>
/// <param name="LastFired">The due time that fired last; null when it never did.</param>
/// <param name="Skipped">Due times that were left out because a previous run had not ended.</param>
public sealed record CronState(string Name, string Schedule, DateTimeOffset? NextDue, DateTimeOffset? LastFired, long Skipped = 0);

/// <param name="By">Who: a user name, or <c>dark</c>.</param>
public sealed record Pause(HandlerId Handler, DateTimeOffset At, string By, string? Why);

/// <param name="Starts">Oldest first; as many as the rate counts.</param>
public sealed record RateStarts(HandlerId Handler, IReadOnlyList<DateTimeOffset> Starts);

public sealed record SourceVersion(string Version, IReadOnlyList<SourceFile> Files);

public sealed record SourceFile(string Path, string Text);

/// <summary>Totals of a handler since the store was made; they follow from the changes and are kept, not counted.</summary>
public readonly record struct HandlerTotals(long Done, long Died)
{
    public static HandlerTotals Zero { get; } = new(0, 0);
}
