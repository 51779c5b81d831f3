namespace DarkLang.Runtime.Tests.Engines;

internal sealed class SeededEntropy(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    public void Fill(Span<byte> bytes)
    {
        lock (_lock)
            _random.NextBytes(bytes);
    }
}
