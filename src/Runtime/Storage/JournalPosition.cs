using System.Globalization;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// Where a message is kept: the commit that wrote it and its number within that commit, packed into <see cref="Queues.Message.Position"/>.
/// Zero means that the store does not hold it.
/// </summary>
internal readonly record struct JournalPosition(long Sequence, int Index)
{
    private const int IndexBits = 20;

    /// <summary>So many messages fit into one commit.</summary>
    public const int MaxIndex = (1 << IndexBits) - 1;

    public long Packed => (Sequence << IndexBits) | (uint)Index;

    public static JournalPosition Of(long position) => new(position >> IndexBits, (int)(position & MaxIndex));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}/{Index}");
}
