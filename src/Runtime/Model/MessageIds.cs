using System.IO.Hashing;

namespace DarkLang.Runtime.Model;

/// <summary>Derives ids from what they identify: the same emit gets the same id, so a repeated commit doubles nothing.</summary>
internal static class MessageIds
{
    public static Guid OfEmit(Guid parent, int ordinal) => Derive('e', parent, ordinal);

    /// <summary>Returns the id for the run of a cron that a handler asked for.</summary>
    public static Guid OfRun(Guid parent, int ordinal) => Derive('r', parent, ordinal);

    /// <summary>Returns the id of a call, or of a part of the record of a message's calls.</summary>
    public static Guid OfCall(Guid from, int ordinal) => Derive('c', from, ordinal);

    /// <summary>Returns an id for several messages of one attempt.</summary>
    public static Guid OfBatch(IReadOnlyList<Message> messages)
    {
        Span<byte> text = new byte[messages.Count * 16];
        for (var i = 0; i < messages.Count; i++)
            messages[i].Id.TryWriteBytes(text[(i * 16)..]);
        return FromHash(text);
    }

    /// <summary>Returns the id of a trace. The time is part of it: a retried dead letter counts its attempts from 1 again.</summary>
    public static Guid OfTrace(Guid message, int attempt, DateTimeOffset startedAt)
    {
        Span<byte> text = stackalloc byte[28];
        message.TryWriteBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], attempt);
        BinaryPrimitives.WriteInt64LittleEndian(text[20..], startedAt.UtcTicks);
        return FromHash(text);
    }

    /// <param name="corrections">See <see cref="Storage.CronState.Corrections"/>.</param>
    public static Guid OfSlot(string cron, DateTimeOffset due, long corrections = 0)
    {
        var name = Encoding.UTF8.GetBytes(corrections == 0 ? cron : $"{cron}\n{corrections}");
        Span<byte> text = new byte[name.Length + 8];
        name.CopyTo(text);
        BinaryPrimitives.WriteInt64LittleEndian(text[name.Length..], due.UtcTicks);
        return FromHash(text);
    }

    private static Guid Derive(char kind, Guid from, int ordinal)
    {
        Span<byte> text = stackalloc byte[21];
        from.TryWriteBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], ordinal);
        text[20] = (byte)kind;
        return FromHash(text);
    }

    private static Guid FromHash(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(text, hash);

        // Version 8 (made by the application) and the RFC variant.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
