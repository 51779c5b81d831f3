using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Finds documents in LiteDB's pages without its indexes, so that a damaged page costs only what is on it. The sum in every document says
/// whether it was found whole. A test compares this with LiteDB.
/// </summary>
internal sealed class DocumentPages(CommittedPages pages)
{
    private const int TypeOffset = 4;
    private const byte DataType = 4;
    private const int CollectionOffset = 19;
    private const int HighestSlotOffset = 30;
    private const byte NoSlot = 255;
    private const int SlotBytes = 4;
    private const int BlockHeader = 6;
    private const int MaxBlocks = 4096;

    private readonly byte[] _page = new byte[LogFormat.PageSize];
    private readonly byte[] _other = new byte[LogFormat.PageSize];

    /// <summary>Returns all documents of a collection, given LiteDB's number of the collection; null for each that can't be read.</summary>
    public IEnumerable<StoredDocument?> Of(int collection)
    {
        for (var page = 1; page < pages.Count; page++)
        {
            if (pages.Read(page, _page) != PageCondition.Sound || _page[TypeOffset] != DataType || CollectionOf(_page) != collection
                || _page[HighestSlotOffset] == NoSlot)
                continue;
            for (var slot = 0; slot <= _page[HighestSlotOffset]; slot++)
            {
                // The later blocks of a document are read with its first.
                if (Block(_page, slot) is { Length: > BlockHeader } block && block.Span[0] == 0)
                    yield return Document(block);
            }
        }
    }

    /// <summary>
    /// Whether this is a page of documents with a sound one. Documents on several pages are judged when all of them are read.
    /// </summary>
    public static bool MayHoldSound(ReadOnlySpan<byte> page)
    {
        if (page[TypeOffset] != DataType || page[HighestSlotOffset] == NoSlot)
            return false;
        var (bytes, whole) = (page.ToArray(), 0);
        for (var slot = 0; slot <= bytes[HighestSlotOffset]; slot++)
        {
            if (Block(bytes, slot) is not { Length: > BlockHeader } block || block.Span[0] != 0
                || BinaryPrimitives.ReadUInt32LittleEndian(block.Span[1..]) != uint.MaxValue)
                continue;
            if (Read(block.Span[BlockHeader..].ToArray()) is { IsSound: true })
                return true;
            whole++;
        }
        return whole == 0;
    }

    private StoredDocument? Document(ReadOnlyMemory<byte> first)
    {
        var bytes = new MemoryStream();
        var block = first;
        for (var count = 0; count < MaxBlocks; count++)
        {
            bytes.Write(block.Span[BlockHeader..]);
            var next = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[1..]);
            if (next == uint.MaxValue)
                return Read(bytes.ToArray());
            var slot = block.Span[5];
            if (next >= pages.Count || pages.Read((int)next, _other) != PageCondition.Sound
                || Block(_other, slot) is not { Length: > BlockHeader } found)
                return null;
            block = found;
        }
        return null;
    }

    private static StoredDocument? Read(byte[] bytes)
    {
        try
        {
            return Documents.Read(BsonSerializer.Deserialize(bytes));
        }
        catch (Exception)
        {
            // On a damaged page, LiteDB throws whatever the bytes lead to.
            return null;
        }
    }

    private static int CollectionOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt32LittleEndian(page[CollectionOffset..]);

    /// <summary>The table of slots grows from the end of the page.</summary>
    private static ReadOnlyMemory<byte>? Block(byte[] page, int slot)
    {
        var entry = LogFormat.PageSize - ((slot + 1) * SlotBytes);
        var (length, position) =
            (BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(entry)), BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(entry + 2)));
        return length > 0 && position + length <= entry ? page.AsMemory(position, length) : null;
    }
}
