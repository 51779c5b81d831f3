using System.Collections.Concurrent;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Chance that comes when the test lets it: a handler that draws a Uuid hangs there until then.</summary>
internal sealed class HeldEntropy : IDisposable
{
    private const int UuidBytes = 16;

    private readonly SeededEntropy _chance = new(1);
    private readonly ConcurrentQueue<ManualResetEventSlim> _held = new();
    private volatile bool _holds;

    public int Held => _held.Count;

    /// <summary>Draws from now on hang.</summary>
    public void Hold() => _holds = true;

    /// <summary>Draws from now on go through; those that hang stay so.</summary>
    public void LetPass() => _holds = false;

    public void ReleaseOne()
    {
        if (_held.TryDequeue(out var held))
            held.Set();
    }

    public void Fill(Span<byte> bytes)
    {
        // Ids of emits from outside are drawn too, under the engine's lock: those never hang.
        if (_holds && bytes.Length == UuidBytes && Thread.CurrentThread.Name?.StartsWith("dark executor", StringComparison.Ordinal) == true)
        {
            var held = new ManualResetEventSlim();
            _held.Enqueue(held);
            held.Wait();
        }
        _chance.Fill(bytes);
    }

    public void Dispose()
    {
        _holds = false;
        while (!_held.IsEmpty)
            ReleaseOne();
    }
}
