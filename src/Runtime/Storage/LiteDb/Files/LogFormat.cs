using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The format of the log file. Two copies of a header, written in turn, name the epoch. The groups follow, one per commit: a block that
/// describes the group, then its pages. A group counts when its sums are right, it belongs to the epoch and the group before it counts.
/// After the last group comes an end mark, a group without pages: it is written after the sync, and so tells a group that was damaged later
/// from one that never was whole.
/// </summary>
internal static class LogFormat
{
    public const int PageSize = 8192;
    public const int BlockSize = 4096;

    /// <summary>The offset of the first group.</summary>
    public const int FirstGroup = 2 * BlockSize;

    /// <summary>How many bytes at the start of a page say which page it is, and whether it is a direct page.</summary>
    public const int PageStart = TransactionOffset + sizeof(uint);

    /// <summary>In the page header of LiteDB, whose pages in a log always belong to a transaction.</summary>
    private const int TransactionOffset = 14;
    private const uint NoTransaction = uint.MaxValue;

    /// <summary>In the page header: this page is the last of its transaction.</summary>
    private const int ConfirmOffset = 18;

    private const ulong HeaderMagic = 0x33474F4C4B524144; // DARKLOG3
    private const ulong OldHeaderMagic = 0x32474F4C4B524144; // DARKLOG2, which has no direct pages
    private const ulong GroupMagic = 0x3150524744524B44;
    private const int HeaderUsed = 28;
    private const int StampUsed = 36;
    private const int GroupUsed = 44;

    /// <summary>Whether this is a direct page, written without LiteDB: such a page belongs to no transaction.</summary>
    public static bool IsDirect(ReadOnlySpan<byte> page) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page[TransactionOffset..]) == NoTransaction;

    /// <summary>Whether a page that LiteDB wrote to the log is the last of its transaction.</summary>
    public static bool Confirms(ReadOnlySpan<byte> page) => page[ConfirmOffset] != 0;

    /// <summary>Turns a page of the log into a page of the data file, as LiteDB does.</summary>
    public static void EndTransaction(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[TransactionOffset..], NoTransaction);
        page[ConfirmOffset] = 0;
    }

    public static void WriteHeader(Span<byte> block, in LogHeader header)
    {
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, HeaderMagic);
        BinaryPrimitives.WriteInt64LittleEndian(block[8..], header.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(block[16..], header.FileLength);
        BinaryPrimitives.WriteUInt32LittleEndian(block[24..], Crc32.HashToUInt32(block[..24]));
        if (header.Stamp is not { } stamp)
            return;
        BinaryPrimitives.WriteUInt32LittleEndian(block[28..], stamp);
        BinaryPrimitives.WriteUInt32LittleEndian(block[32..], Crc32.HashToUInt32(block[..32]));
    }

    /// <summary>Returns the stamp of a data file that holds this commit too, and all before it.</summary>
    public static uint NextStamp(uint stamp, in LogGroup group)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, stamp);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], group.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], group.PagesSum);
        return Crc32.HashToUInt32(bytes);
    }

    /// <summary>Returns null when this is not a header.</summary>
    public static LogHeader? ReadHeader(ReadOnlySpan<byte> block) =>
        block.Length >= HeaderUsed
        && BinaryPrimitives.ReadUInt64LittleEndian(block) is HeaderMagic or OldHeaderMagic
        && BinaryPrimitives.ReadUInt32LittleEndian(block[24..]) == Crc32.HashToUInt32(block[..24])
            ? new LogHeader(
                BinaryPrimitives.ReadInt64LittleEndian(block[8..]), BinaryPrimitives.ReadInt64LittleEndian(block[16..]), ReadStamp(block))
            : null;

    private static uint? ReadStamp(ReadOnlySpan<byte> block) =>
        block.Length >= StampUsed && BinaryPrimitives.ReadUInt32LittleEndian(block[32..]) == Crc32.HashToUInt32(block[..32])
            ? BinaryPrimitives.ReadUInt32LittleEndian(block[28..])
            : null;

    public static void WriteGroup(Span<byte> block, in LogGroup group)
    {
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, GroupMagic);
        BinaryPrimitives.WriteInt64LittleEndian(block[8..], group.Epoch);
        BinaryPrimitives.WriteInt32LittleEndian(block[16..], group.Number);
        BinaryPrimitives.WriteInt32LittleEndian(block[20..], group.FirstPage);
        BinaryPrimitives.WriteInt32LittleEndian(block[24..], group.PageCount);
        BinaryPrimitives.WriteUInt32LittleEndian(block[28..], group.PagesSum);
        BinaryPrimitives.WriteInt64LittleEndian(block[32..], group.FileLength);
        BinaryPrimitives.WriteUInt32LittleEndian(block[40..], Crc32.HashToUInt32(block[..40]));
    }

    public static LogGroup? ReadGroup(ReadOnlySpan<byte> block) =>
        block.Length >= GroupUsed
        && BinaryPrimitives.ReadUInt64LittleEndian(block) == GroupMagic
        && BinaryPrimitives.ReadUInt32LittleEndian(block[40..]) == Crc32.HashToUInt32(block[..40])
            ? new LogGroup(
                BinaryPrimitives.ReadInt64LittleEndian(block[8..]), BinaryPrimitives.ReadInt32LittleEndian(block[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(block[20..]), BinaryPrimitives.ReadInt32LittleEndian(block[24..]),
                BinaryPrimitives.ReadUInt32LittleEndian(block[28..]), BinaryPrimitives.ReadInt64LittleEndian(block[32..]))
            : null;
}

/// <param name="FileLength">A log that is shorter has lost its end.</param>
/// <param name="Stamp">The stamp of the data file that the log belongs to; null in logs of earlier versions.</param>
internal readonly record struct LogHeader(long Epoch, long FileLength, uint? Stamp);

/// <summary>The pages of one commit; none for the end mark.</summary>
/// <param name="FileLength">A log that is shorter has lost its end.</param>
internal readonly record struct LogGroup(long Epoch, int Number, int FirstPage, int PageCount, uint PagesSum, long FileLength)
{
    public long Bytes => LogFormat.BlockSize + ((long)PageCount * LogFormat.PageSize);
}
