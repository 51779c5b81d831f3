using System.Security.Cryptography;

namespace DarkLang.Runtime.Calls;

/// <summary>What makes two calls the same: the function, its arguments, and how often the attempt made that call before.</summary>
/// <param name="Arguments">A hash of the encoded arguments.</param>
internal readonly record struct CallIdentity(string Function, Guid Arguments, int Before)
{
    public static Guid HashOf(ReadOnlySpan<Value> arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var argument in arguments)
        {
            var encoded = ValueEncoding.Encode(argument, int.MaxValue);
            // The length marks where an argument ends, so that other arguments can't give the same bytes.
            BinaryPrimitives.WriteInt32LittleEndian(length, encoded.Length);
            hash.AppendData(length);
            hash.AppendData(encoded);
        }
        Span<byte> result = stackalloc byte[32];
        hash.GetHashAndReset(result);
        return new Guid(result[..16]);
    }
}
