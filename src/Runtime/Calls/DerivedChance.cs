using System.Security.Cryptography;

namespace DarkLang.Runtime.Calls;

/// <summary>
/// The random bytes of one message: the same in each of its attempts, so that a call which is made again is the same call. They derive
/// from a secret of the canvas, so that nobody who knows the message can guess them.
/// </summary>
internal sealed class DerivedChance(byte[] secret, Guid message)
{
    private readonly byte[] _block = new byte[HMACSHA256.HashSizeInBytes];
    private int _used = HMACSHA256.HashSizeInBytes;
    private long _blocks;

    public void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_used == _block.Length)
                NextBlock();
            var count = Math.Min(destination.Length, _block.Length - _used);
            _block.AsSpan(_used, count).CopyTo(destination);
            destination = destination[count..];
            _used += count;
        }
    }

    private void NextBlock()
    {
        Span<byte> counter = stackalloc byte[24];
        message.TryWriteBytes(counter);
        BinaryPrimitives.WriteInt64LittleEndian(counter[16..], _blocks++);
        HMACSHA256.HashData(secret, counter, _block);
        _used = 0;
    }
}
