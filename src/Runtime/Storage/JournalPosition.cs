namespace DarkLang.Runtime.Storage;

/// <summary>The commit that wrote a message and its index in it, as <see cref="Queues.Message.Position"/>; zero: none.</summary>
internal readonly record struct JournalPosition(long Sequence, int Index)
{
    private const int IndexBits = 20;

    /// <summary>The largest index of a message in one commit.</summary>
    public const int MaxIndex = (1 << IndexBits) - 1;

    public long Packed => (Sequence << IndexBits) | (uint)Index;

    public static JournalPosition Of(long position) => new(position >> IndexBits, (int)(position & MaxIndex));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}/{Index}");
}
