using System.Security.Cryptography;

namespace DarkLang.Runtime.Model;

/// <summary>
/// Random bytes from the system's secure source, fetched in blocks because a call costs more than a small emit. Bytes that were used are
/// cleared.
/// </summary>
internal sealed class EntropyPool
{
    private const int Size = 4_096;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[Size];
    private int _left;

    public void Fill(Span<byte> destination)
    {
        if (destination.Length > Size / 16)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }
        lock (_lock)
        {
            if (_left < destination.Length)
            {
                RandomNumberGenerator.Fill(_bytes);
                _left = Size;
            }
            var taken = _bytes.AsSpan(_left - destination.Length, destination.Length);
            taken.CopyTo(destination);
            taken.Clear();
            _left -= destination.Length;
        }
    }
}
