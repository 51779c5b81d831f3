using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Calls;

/// <summary>One entry in the record of a message, in the order in which its attempts made them.</summary>
internal abstract record RecordEntry
{
    private RecordEntry()
    {
    }

    /// <summary>What an attempt read that is not the same each time: the clock, a count, a pause.</summary>
    internal sealed record Reading(ReadingKind Kind, long Value) : RecordEntry;

    /// <summary>A call to the outside that returned.</summary>
    /// <param name="Attempt">The number of the attempt that made it.</param>
    /// <param name="Request">A hash of what it asked of whom; see <see cref="Occurrences.Next(Guid)"/>.</param>
    /// <param name="IsError">Whether the result is an Error.</param>
    /// <param name="Result">In the form of <see cref="ValueEncoding"/>.</param>
    internal sealed record Call(string Function, Guid Arguments, Guid Request, int Attempt, bool IsError, byte[] Result) : RecordEntry;

    public static byte[] Write(IReadOnlyList<RecordEntry> entries)
    {
        var writer = new RecordWriter();
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case Reading reading:
                    writer.Byte((byte)reading.Kind);
                    writer.Number(reading.Value);
                    break;
                case Call call:
                    writer.Byte(CallKind);
                    writer.Interned(call.Function);
                    writer.Id(call.Arguments);
                    writer.Id(call.Request);
                    writer.Number(call.Attempt);
                    writer.Flag(call.IsError);
                    writer.Bytes(call.Result);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        return writer.Written.ToArray();
    }

    /// <summary>Throws <see cref="InvalidDataException"/> for bytes that are not entries.</summary>
    public static IReadOnlyList<RecordEntry> Read(byte[] bytes)
    {
        var reader = new RecordReader(bytes, new StringPool());
        var entries = new List<RecordEntry>();
        while (!reader.AtEnd)
        {
            var kind = reader.Byte();
            entries.Add(kind == CallKind
                ? new Call(reader.Interned(), reader.Id(), reader.Id(), reader.Int(), reader.Flag(), reader.Bytes())
                : new Reading((ReadingKind)kind, reader.Number()));
        }
        return entries;
    }

    private const byte CallKind = 255;
}

internal enum ReadingKind : byte
{
    Clock,
    Count,
    Pause,
}
