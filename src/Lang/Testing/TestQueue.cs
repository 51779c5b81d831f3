using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>What is emitted in one test, and which of it waits for a worker.</summary>
internal sealed class TestQueue(Canvas canvas)
{
    private static readonly Comparer<TestMessage> InTurn = Comparer<TestMessage>.Create((left, right) =>
        (left.Due, -left.Priority, left.Number).CompareTo((right.Due, -right.Priority, right.Number)));

    private readonly List<TestMessage> _emitted = [];
    private readonly SortedSet<TestMessage> _waiting = new(InTurn);
    private readonly List<(TestMessage Message, int By)> _replaced = [];

    /// <summary>The number of the newest message.</summary>
    public int Newest => _emitted.Count;

    public int Waiting => _waiting.Count;

    public Value[] EventsOf(string worker) =>
        [.. _emitted.Where(message => message.Worker == worker).Select(message => message.Emission.Event)];

    public int CountWaiting(string worker) => _waiting.Count(message => message.Worker == worker);

    /// <summary>Adds a message, unless its once-key or what its worker's <c>dedupe</c> computes is that of an earlier one.</summary>
    public bool TryAdd(Emission emission, DateTimeOffset now)
    {
        var options = canvas.Workers.FirstOrDefault(worker => worker.Name == emission.Worker)?.Options ?? HandlerOptions.Default;
        var message = TestMessage.Of(_emitted.Count + 1, emission, now, options);
        if (_emitted.Exists(earlier => IsRepeated(earlier, message, options.DedupeFor)))
            return false;
        if (message.IsDebounced(options))
            message = Replace(message, options.Debounce!, now);
        _emitted.Add(message);
        _waiting.Add(message);
        return true;
    }

    /// <summary>Takes the message whose turn it is among those that may run; null if there is none.</summary>
    public TestMessage? Take(Func<TestMessage, bool> mayRun)
    {
        if (_waiting.FirstOrDefault(mayRun) is not { } next)
            return null;
        _waiting.Remove(next);
        return next;
    }

    public void Return(TestMessage message) => _waiting.Add(message with { HasStarted = true });

    /// <summary>Removes the messages that are newer than the given one.</summary>
    public void TakeBack(int newest)
    {
        _waiting.RemoveWhere(message => message.Number > newest);
        _emitted.RemoveRange(newest, _emitted.Count - newest);
        foreach (var (message, _) in _replaced.Where(replaced => replaced.By > newest && replaced.Message.Number <= newest))
            _waiting.Add(message);
        _replaced.RemoveAll(replaced => replaced.By > newest);
    }

    // The newest message of a key takes the place of the one that waits.
    private TestMessage Replace(TestMessage message, Debounce debounce, DateTimeOffset now)
    {
        var waiting = _waiting.FirstOrDefault(other => other.Worker == message.Worker && !other.HasStarted && other.Due > now
            && other.Key is { } key && ValueEquality.AreEqual(key, message.Key!.Value));
        if (waiting is null)
            return message;
        _waiting.Remove(waiting);
        _replaced.Add((waiting, message.Number));
        return message.InPlaceOf(waiting, debounce);
    }

    private static bool IsRepeated(TestMessage earlier, TestMessage message, TimeSpan window)
    {
        if (earlier.Worker != message.Worker || message.EmittedAt - earlier.EmittedAt >= window)
            return false;
        return message.Emission.OnceKey is { } key
            ? earlier.Emission.OnceKey == key
            : message.Dedupe is { } value && earlier.Emission.OnceKey is null
                && earlier.Dedupe is { } other && ValueEquality.AreEqual(value, other);
    }
}
