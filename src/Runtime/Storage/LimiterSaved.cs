using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>The newest starts of a handler with a rate limit; stored a moment after they happen.</summary>
public sealed record LimiterSaved(LimiterState Limiter) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Limiter.Handler)];

    internal override FactId Id => FactKinds.Limiter.Of(Limiter.Handler);

    internal override object Value => Limiter;

    internal override void Write(RecordWriter writer)
    {
        writer.Handler(Limiter.Handler);
        writer.Unsigned((ulong)Limiter.Starts.Count);
        foreach (var start in Limiter.Starts)
            writer.Time(start);
    }

    internal static LimiterState Read(ref RecordReader reader) => new(reader.Handler(), reader.Array((ref start) => start.Time()));
}

/// <param name="Starts">Oldest first; as many as the limiter counts.</param>
public sealed record LimiterState(HandlerId Handler, IReadOnlyList<DateTimeOffset> Starts);
