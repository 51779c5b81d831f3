using System.IO.Hashing;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// A batch is cut into parts, each a document that fills one page of LiteDB exactly. So the part of a released batch is overwritten in
/// place: no page is freed, linked or allocated and no index changes, which makes LiteDB fast enough for a queue.
/// </summary>
internal readonly record struct JournalPart(long Sequence, int Number, int Count, int Used)
{
    /// <summary>The size of the field b of a document <c>{ _id: int, b: binary }</c> that fills a page.</summary>
    public const int Bytes = LogFormat.PageSize - PageOverhead - DocumentOverhead;

    public const int Capacity = Bytes - Header;

    private const int PageOverhead = 42;
    private const int DocumentOverhead = 22;
    private const int Header = 22;
    private const int AfterSum = 4;

    public static int CountFor(int length) => Math.Max(1, (length + Capacity - 1) / Capacity);

    /// <summary>Writes one part of a batch.</summary>
    public static void Write(Span<byte> bytes, long sequence, int number, int count, ReadOnlySpan<byte> batch)
    {
        var content = batch[(number * Capacity)..Math.Min(batch.Length, (number + 1) * Capacity)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[20..], (ushort)content.Length);
        content.CopyTo(bytes[Header..]);
        bytes[(Header + content.Length)..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.HashToUInt32(bytes[AfterSum..(Header + content.Length)]));
    }

    /// <summary>Returns null when the bytes are not those that were written.</summary>
    public static JournalPart? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
            return null;
        var used = BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]);
        if (used > Capacity || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Crc32.HashToUInt32(bytes[AfterSum..(Header + used)]))
            return null;
        return new JournalPart(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]), used);
    }

    /// <summary>Returns the content of the first part of a batch, right or wrong; empty for any other part.</summary>
    public static ReadOnlySpan<byte> ReadDamaged(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Bytes && BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) == 0
            ? bytes.Slice(Header, Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]), Capacity)) : [];

    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> bytes) => bytes.Slice(Header, Used);
}
