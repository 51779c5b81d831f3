using System.Buffers.Binary;
using System.Numerics;

namespace DarkLang.Lang.Library;

/// <summary>Makes random values from random bytes.</summary>
public static class RandomValues
{
    /// <summary>Returns the UUID (version 4) of 16 random bytes, in which it sets the bits of the version and the variant.</summary>
    public static Guid Uuid(Span<byte> random)
    {
        random[6] = (byte)((random[6] & 0x0F) | 0x40);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true);
    }

    /// <summary>Returns a uniformly distributed number between both ends, inclusive. They may span the whole range of Int.</summary>
    public static long Int(Action<Span<byte>> nextBytes, long lowest, long highest)
    {
        // Draws below a power of two until one lies in the range: every number is as likely as any other.
        var size = unchecked((ulong)highest - (ulong)lowest);
        var mask = size == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(size);
        Span<byte> bytes = stackalloc byte[8];
        while (true)
        {
            nextBytes(bytes);
            var draw = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & mask;
            if (draw <= size)
                return unchecked(lowest + (long)draw);
        }
    }
}
