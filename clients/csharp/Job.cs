using System.Text.Json;

namespace DarkLang.Client;

/// <summary>A claimed message, given to a handler.</summary>
public sealed class Job : IDisposable
{
    private readonly List<JsonElement> _emits = [];
    private readonly List<JsonElement> _log = [];
    private readonly CancellationTokenSource _lost = new();
    private readonly TimeProvider _time;
    private readonly Claim _claim;
    private long _extendedAt;
    private int _isExtending;
    private volatile bool _isLost;

    internal Job(Claim claim, TimeProvider time) =>
        (_claim, _time, _extendedAt, Lost) = (claim, time, time.GetTimestamp(), _lost.Token);

    /// <summary>The id of the message. It is the same in every attempt: an idempotency key for calls to others.</summary>
    public Guid Message => _claim.Message;

    /// <summary>The name of the worker.</summary>
    public string Worker => _claim.Worker;

    /// <summary>The number of the attempt, counted from 1.</summary>
    public int Attempt => _claim.Attempt;

    /// <summary>The event as JSON.</summary>
    public JsonElement Event => _claim.Event;

    /// <summary>Is cancelled when the message is no longer ours: a long handler may look at it and give up.</summary>
    public CancellationToken Lost { get; }

    internal Guid Lease => _claim.Lease;

    internal TimeSpan LeaseLength => TimeSpan.FromMilliseconds(_claim.LeaseMs);

    internal TimeSpan SinceExtension => _time.GetElapsedTime(Volatile.Read(ref _extendedAt));

    internal IReadOnlyList<JsonElement> Emits => _emits;

    internal IReadOnlyList<JsonElement> Lines => _log;

    /// <summary>Reads the event as a type of this program.</summary>
    public T? Read<T>() => Event.Deserialize<T>(DarkClient.Json);

    /// <summary>Emits an event in the commit that settles the message, or not at all if the handler throws.</summary>
    public void Emit(string worker, object? @event, TimeSpan delay = default, string? onceKey = null) => _emits.Add(
        JsonSerializer.SerializeToElement(EmitRequest.Of(new Emit(worker, @event, delay, onceKey)), DarkClient.Json));

    /// <summary>Keeps a line with the trace of the attempt.</summary>
    /// <param name="level">info, warn or error.</param>
    /// <param name="fields">An object, such as <c>new { id = 7 }</c>.</param>
    public void Log(string level, string message, object? fields = null) => _log.Add(
        JsonSerializer.SerializeToElement(new LogRequest(level, message, fields ?? new { }, _time.GetUtcNow()), DarkClient.Json));

    /// <summary>Frees what the token of the job holds.</summary>
    public void Dispose() => _lost.Dispose();

    /// <summary>Returns whether it is time to extend the lease, and nobody does yet.</summary>
    internal bool TryBeginExtension() => !_isLost && SinceExtension >= LeaseLength / 3 && Interlocked.Exchange(ref _isExtending, 1) == 0;

    internal void EndExtension() => Volatile.Write(ref _isExtending, 0);

    internal void ExtendedAt(long timestamp) => Volatile.Write(ref _extendedAt, timestamp);

    internal void Lose()
    {
        _isLost = true;
        try
        {
            _lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handler has ended at the same moment.
        }
    }

    internal void DropLog() => _log.Clear();
}
