using System.Numerics;

namespace DarkLang.Runtime.Model;

/// <summary>Fills a span with random bytes, from the system's secure source or, in tests, from a seed. Thread-safe.</summary>
public delegate void Entropy(Span<byte> destination);

internal static class UniformRange
{
    /// <summary>Returns a uniformly distributed number between both ends, inclusive. They may span the whole range of Int.</summary>
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
