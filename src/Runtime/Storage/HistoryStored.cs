using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>A page of the history: some hundred lines. The newest page is stored again and again until it is full.</summary>
public sealed record HistoryStored(HistoryPage Page, byte[] Lines) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [];

    public override bool AddsData => true;

    internal override FactId Id => FactKinds.History.Of(Page.Key);

    internal override object Value => Page;

    internal override void Write(RecordWriter writer)
    {
        writer.Fixed(Page.Number);
        writer.Fixed(Page.Newest.UtcTicks);
        writer.Unsigned((ulong)Page.Count);
        writer.Bytes(Lines);
    }

    internal static HistoryPage Read(ref RecordReader reader) =>
        new(reader.Fixed(), new DateTimeOffset(reader.Fixed(), TimeSpan.Zero), reader.Count(), reader.SkipBytes());

    internal static IReadOnlyList<HistoryLine> ReadLines(ref RecordReader reader)
    {
        reader.Fixed();
        reader.Fixed();
        reader.Count();
        return ReadLines(reader.Bytes());
    }

    internal static IReadOnlyList<HistoryLine> ReadLines(byte[] bytes)
    {
        var lines = new List<HistoryLine>();
        var reader = new RecordReader(bytes, new StringPool());
        while (!reader.AtEnd)
            lines.Add(new HistoryLine(
                reader.Id(), new HandlerId((HandlerKind)reader.Byte(), reader.Interned()), (MessageState)reader.Byte(), reader.Time(),
                TimeSpan.FromTicks(reader.Number()), reader.Int(), reader.OptionalId(), reader.OptionalText()));
        return lines;
    }

    internal static void WriteLine(RecordWriter writer, HistoryLine line)
    {
        writer.Id(line.Message);
        writer.Byte((byte)line.Handler.Kind);
        writer.Interned(line.Handler.Name);
        writer.Byte((byte)line.Outcome);
        writer.Time(line.FinishedAt);
        writer.Number(line.Duration.Ticks);
        writer.Number(line.Attempts);
        writer.OptionalId(line.Parent);
        writer.OptionalText(line.Key);
    }
}

public sealed record HistoryDropped(HistoryPage Page) : FactRemoved
{
    public override IReadOnlyList<Subject> Subjects => [];

    internal override FactId Id => FactKinds.History.Of(Page.Key);
}

/// <param name="Number">Pages are numbered in the order of their lines.</param>
/// <param name="Newest">When the newest of its messages ended.</param>
/// <param name="Bytes">The size of its lines.</param>
public sealed record HistoryPage(long Number, DateTimeOffset Newest, int Count, int Bytes)
{
    internal Guid Key
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Number);
            return new Guid(bytes, bigEndian: true);
        }
    }
}
