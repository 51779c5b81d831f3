using LiteDB;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>Where LiteDB puts a document of the journal, which fills its page. A test compares this with LiteDB.</summary>
internal static class JournalPage
{
    private const int NumberOffset = 0;
    private const int TypeOffset = 4;
    private const byte DataType = 4;
    private const int LinksOffset = 5;
    private const int CollectionOffset = 19;
    private const int ItemCountOffset = 23;
    private const int DocumentOffset = 38;
    private const int IdOffset = DocumentOffset + 9;
    private const int BinaryOffset = IdOffset + 12;
    private const int CollectionsOffset = 192;

    /// <summary>Reads the number of the journal's collection, which is in each of its pages, from LiteDB's header page.</summary>
    public static int CollectionOf(ReadOnlySpan<byte> headerPage) => CollectionsOf(headerPage)[Documents.Journal].AsInt32;

    /// <summary>Reads the numbers of all collections by their names.</summary>
    public static BsonDocument CollectionsOf(ReadOnlySpan<byte> headerPage) =>
        BsonSerializer.Deserialize(headerPage[CollectionsOffset..].ToArray());

    public static bool IsJournalPage(ReadOnlySpan<byte> page, int collection) =>
        page[TypeOffset] == DataType && page[ItemCountOffset] == 1
            && BinaryPrimitives.ReadInt32LittleEndian(page[CollectionOffset..]) == collection;

    public static int Slot(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt32LittleEndian(page[IdOffset..]);

    public static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> page) => page.Slice(BinaryOffset, JournalPart.Bytes);

    public static Span<byte> WritablePart(Span<byte> page) => page.Slice(BinaryOffset, JournalPart.Bytes);

    /// <summary>The previous and the next page in LiteDB's list. Never zero, since the first page of a file is in no list.</summary>
    public static long Links(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt64LittleEndian(page[LinksOffset..]);

    /// <summary>Makes the page of a document, without its part, from that of another: they differ in nothing else.</summary>
    public static void Write(Span<byte> page, ReadOnlySpan<byte> model, int number, int slot, long links)
    {
        model[..BinaryOffset].CopyTo(page);
        model[(BinaryOffset + JournalPart.Bytes)..].CopyTo(page[(BinaryOffset + JournalPart.Bytes)..]);
        BinaryPrimitives.WriteInt32LittleEndian(page[NumberOffset..], number);
        BinaryPrimitives.WriteInt32LittleEndian(page[IdOffset..], slot);
        BinaryPrimitives.WriteInt64LittleEndian(page[LinksOffset..], links);
    }
}
