using System.Collections.Concurrent;
using DarkLang.Lang.Library;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime;

/// <summary>What all parts of one engine share: the clock, the source of random numbers, the lock and the queues.</summary>
internal sealed class EngineContext(EngineOptions options)
{
    /// <summary>The largest event. Larger data belongs in a file or a datastore, and only its name in the event.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<Location, string> _locations = new();

    public TimeProvider Time { get; } = options.Time;

    public Entropy Entropy { get; } = options.Entropy;

    /// <summary>Guards <see cref="Queues"/>, <see cref="OnceKeys"/> and everything in them; executors wait on it for work.</summary>
    public object Gate { get; } = new();

    public QueueTable Queues { get; } = new(options.EventBudget);

    public OnceKeyTable OnceKeys { get; } = new();

    public EngineSignals Signals { get; } = new();

    /// <summary>The secret from which the random values of handlers derive. Set before anything runs.</summary>
    public byte[] ChanceSecret { get; set; } = [];

    /// <summary>The longest chain of emits without a pause: a longer one is taken for an endless loop.</summary>
    public int MaxHops { get; } = options.MaxHops;

    /// <summary>The workers of the canvas. The dictionary is replaced as a whole, so that emits can read it without the lock.</summary>
    public IReadOnlyDictionary<string, Worker> Workers { get; set; } = new Dictionary<string, Worker>();

    /// <summary>The canvas that new attempts run. Under the lock.</summary>
    public required CanvasVersion Version { get; set; }

    /// <summary>Returns the options of a worker; the default ones if the canvas has no worker of that name.</summary>
    public HandlerOptions OptionsOf(string worker) => Workers.TryGetValue(worker, out var known) ? known.Options : HandlerOptions.Default;

    /// <summary>Returns why no message can be emitted to that name; null if one can.</summary>
    public string? ProblemOfName(string worker)
    {
        if (Workers.ContainsKey(worker))
            return null;
        lock (Gate)
            return Queues.HasRoomFor(HandlerId.Worker(worker))
                ? null : $"messages wait for {QueueTable.MostNotFound} names that no worker has, which is the limit";
    }

    /// <summary>Returns <c>file:line:column</c>, computed once per location.</summary>
    public string Locate(Location at) => _locations.GetOrAdd(at, static a => $"{Path.GetFileName(a.Source.Path)}:{a.Start}");

    /// <summary>Whether the once-key is taken by an emit that the store can no longer refuse.</summary>
    public bool IsOnceKeyCertain(HandlerId worker, string key)
    {
        lock (Gate)
            return Time.GetUtcNow() is var now
                && OnceKeys.Find(worker, key, now) is not null && OnceKeys.PendingEmit(worker, key, now) is null;
    }

    /// <param name="due">When the message becomes due; null for now.</param>
    /// <param name="wait">How long it waits at least, because of the worker's <c>debounce</c>.</param>
    public Message NewMessage(
        Guid id, HandlerId handler, byte[]? @event, DateTimeOffset? due, Guid? parent, string from, OnceClaim? once = null, int hops = 0,
        TimeSpan wait = default)
    {
        var now = Time.GetUtcNow();
        var firstDue = due > now + wait ? due.Value : now + wait;
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

    /// <summary>Returns a random UUID (version 4).</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Entropy(bytes);
        return RandomValues.Uuid(bytes);
    }
}
