using System.Collections.Concurrent;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>
/// Random bytes that a test can hold back: a handler that calls <c>Uuid::generate</c> hangs there until the test releases it.
/// </summary>
internal sealed class HeldEntropy : IDisposable
{
    private const int UuidBytes = 16;

    private readonly SeededEntropy _chance = new(1);
    private readonly ConcurrentQueue<ManualResetEventSlim> _held = new();
    private volatile bool _holds;

    /// <summary>Uuids that handlers have asked for: the sign that an attempt really runs.</summary>
    public CountSignal Drawn { get; } = new();

    /// <summary>Handlers that hang now.</summary>
    public CountSignal Held { get; } = new();

    /// <summary>Draws from now on hang.</summary>
    public void Hold() => _holds = true;

    /// <summary>Draws from now on return at once; those that already hang keep hanging.</summary>
    public void LetPass() => _holds = false;

    public void ReleaseOne()
    {
        if (!_held.TryDequeue(out var held))
            return;
        Held.Add(-1);
        held.Set();
    }

    public void Fill(Span<byte> bytes)
    {
        if (IsDrawnByHandler(bytes))
        {
            Drawn.Add();
            if (_holds)
                Hang();
        }
        _chance.Fill(bytes);
    }

    // The ids of emits from outside are drawn under the engine's lock, on other threads: they must never hang.
    private static bool IsDrawnByHandler(Span<byte> bytes) =>
        bytes.Length == UuidBytes && Thread.CurrentThread.Name?.StartsWith("dark executor", StringComparison.Ordinal) == true;

    private void Hang()
    {
        var held = new ManualResetEventSlim();
        _held.Enqueue(held);
        Held.Add();
        held.Wait();
    }

    public void Dispose()
    {
        _holds = false;
        while (!_held.IsEmpty)
            ReleaseOne();
    }
}
