using System.Buffers.Binary;
using System.Numerics;

namespace DarkLang.Runtime.Model;

/// <summary>Fills bytes with chance: the system's secure source, or a seeded one in tests. Safe for many threads.</summary>
public delegate void Entropy(Span<byte> destination);

internal static class UniformRange
{
    /// <summary>Uniform between both ends, which may span all of Int.</summary>
    public static long Next(Entropy entropy, long lowest, long highest)
    {
        var size = unchecked((ulong)highest - (ulong)lowest);
        var mask = size == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(size);
        Span<byte> bytes = stackalloc byte[8];
        while (true)
        {
            entropy(bytes);
            var draw = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & mask;
            if (draw <= size)
                return unchecked(lowest + (long)draw);
        }
    }
}
