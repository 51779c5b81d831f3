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

    public void Return(TestMessage message) => _waiting.Add(message);

    /// <summary>Removes the messages that are newer than the given one.</summary>
    public void TakeBack(int newest)
    {
        _waiting.RemoveWhere(message => message.Number > newest);
        _emitted.RemoveRange(newest, _emitted.Count - newest);
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
