using System.Buffers.Binary;
using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The form of the log file. Two copies of a header, written in turn, name the epoch; then follow groups, one per commit: a block that describes
/// the group, then its pages. A group counts when its sums are right, it belongs to the epoch and the one before it counts. Behind the last
/// group stands an end, a group without pages: it is written after the sync, so that a group that went wrong later is told from one that
/// never was whole.
/// </summary>
internal static class LogFormat
{
    public const int PageSize = 8192;
    public const int BlockSize = 4096;

    /// <summary>Where the groups begin.</summary>
    public const int FirstGroup = 2 * BlockSize;

    private const ulong HeaderMagic = 0x32474F4C4B524144; // DARKLOG2
    private const ulong GroupMagic = 0x3150524744524B44;
    private const int HeaderUsed = 28;
    private const int GroupUsed = 44;

    public static void WriteHeader(Span<byte> block, in LogHeader header)
    {
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, HeaderMagic);
        BinaryPrimitives.WriteInt64LittleEndian(block[8..], header.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(block[16..], header.FileLength);
        BinaryPrimitives.WriteUInt32LittleEndian(block[24..], Crc32.HashToUInt32(block[..24]));
    }

    /// <summary>Null when this is no header.</summary>
    public static LogHeader? ReadHeader(ReadOnlySpan<byte> block) =>
        block.Length >= HeaderUsed
        && BinaryPrimitives.ReadUInt64LittleEndian(block) == HeaderMagic
        && BinaryPrimitives.ReadUInt32LittleEndian(block[24..]) == Crc32.HashToUInt32(block[..24])
            ? new LogHeader(BinaryPrimitives.ReadInt64LittleEndian(block[8..]), BinaryPrimitives.ReadInt64LittleEndian(block[16..]))
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
                BinaryPrimitives.ReadInt64LittleEndian(block[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(block[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(block[20..]),
                BinaryPrimitives.ReadInt32LittleEndian(block[24..]),
                BinaryPrimitives.ReadUInt32LittleEndian(block[28..]),
                BinaryPrimitives.ReadInt64LittleEndian(block[32..]))
            : null;
}

/// <param name="FileLength">A log that is shorter lost its end.</param>
internal readonly record struct LogHeader(long Epoch, long FileLength);

/// <summary>The pages of one commit; none for the end of the log.</summary>
/// <param name="FileLength">A log that is shorter lost its end.</param>
internal readonly record struct LogGroup(long Epoch, int Number, int FirstPage, int PageCount, uint PagesSum, long FileLength)
{
    public long Bytes => LogFormat.BlockSize + ((long)PageCount * LogFormat.PageSize);
}
