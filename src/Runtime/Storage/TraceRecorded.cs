using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

public sealed record TraceRecorded(Trace Trace) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfTrace(Trace.Id), Subject.OfSource(Trace.Version)];

    public override bool AddsData => true;

    internal override FactId Id => FactKinds.Trace.Of(Trace.Id);

    internal override object Value => TraceHeader.Of(Trace);

    internal override void Write(RecordWriter writer) => writer.Trace(Trace);

    internal static TraceHeader ReadHeader(ref RecordReader reader) => reader.TraceHeader();

    internal static Trace ReadWhole(ref RecordReader reader) => reader.Trace();
}

public sealed record TraceDropped(Guid Trace) : FactRemoved
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfTrace(Trace)];

    internal override FactId Id => FactKinds.Trace.Of(Trace);
}
