using System.Collections.Concurrent;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime;

/// <summary>What all parts of one engine share: its time, its chance, its lock and its queues.</summary>
internal sealed class EngineContext(EngineOptions options)
{
    /// <summary>A larger event belongs into a file or a datastore, and its name into the event.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<Location, string> _places = new();

    public TimeProvider Time { get; } = options.Time;

    public Entropy Entropy { get; } = options.Entropy;

    /// <summary>Guards <see cref="Queues"/>, <see cref="OnceKeys"/> and everything in them; executors wait on it for work.</summary>
    public object Gate { get; } = new();

    public QueueTable Queues { get; } = new(options.EventBudget);

    public OnceKeyTable OnceKeys { get; } = new();

    public EngineSignals Signals { get; } = new();

    /// <summary>A longer chain of emits has run away.</summary>
    public int MaxHops { get; } = options.MaxHops;

    /// <summary>The workers of the canvas. Replaced as a whole, so that emits read it without the lock.</summary>
    public IReadOnlyDictionary<string, Worker> Workers { get; set; } = new Dictionary<string, Worker>();

    /// <summary>The canvas that new attempts run. Under the lock.</summary>
    public required CanvasVersion Version { get; set; }

    /// <summary>The standard ones also for a name that nobody has.</summary>
    public HandlerOptions OptionsOf(string worker) => Workers.TryGetValue(worker, out var known) ? known.Options : HandlerOptions.Default;

    /// <summary><c>file:line:column</c>, made once per place in the source.</summary>
    public string Locate(Location at) =>
        _places.GetOrAdd(at, static a => $"{Path.GetFileName(a.Source.Path)}:{a.Start}");

    /// <summary>Whether the once-key is taken by an emit that the store can't refuse any more.</summary>
    public bool IsOnceKeyCertain(HandlerId worker, string key)
    {
        lock (Gate)
            return Time.GetUtcNow() is var now && OnceKeys.IsTaken(worker, key, now) && OnceKeys.PendingEmit(worker, key, now) is null;
    }

    /// <param name="due">Null: at once.</param>
    public Message NewMessage(
        Guid id, HandlerId handler, byte[]? @event, DateTimeOffset? due, Guid? parent, string from, OnceClaim? once = null, int hops = 0)
    {
        var now = Time.GetUtcNow();
        var firstDue = due > now ? due.Value : now;
        return new Message
        {
            Hops = hops,
            Id = id,
            Handler = handler,
            Event = @event,
            EmittedAt = now,
            FirstDue = firstDue,
            Parent = parent,
            EmittedFrom = from,
            OnceKey = once?.Key,
            OnceUntil = once is null ? default : now + once.Window,
            State = firstDue > now ? MessageState.Delayed : MessageState.Ready,
            Due = firstDue,
        };
    }

    /// <summary>A random UUID (version 4).</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Entropy(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
