using System.Security.Cryptography;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Runtime.Calls;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Attempts;

/// <summary>
/// The calls to the outside of one attempt. A call that an earlier attempt recorded is answered from the record. Any other is made, and its
/// result is stored before the handler continues. What the attempt read before, such as the clock, is stored before the call leaves: if
/// the process ends during the call, the next attempt makes the same call again.
/// </summary>
internal sealed class AttemptCalls(EngineContext context, CommitQueue commits, IOutside outside, Attempt attempt) : IOutside
{
    private const int MaxCalls = 1_000;
    private const int MaxResultBytes = 2 * 1024 * 1024;
    private const long MaxRecordBytes = 16 * 1024 * 1024;

    private readonly Occurrences _asked = new();
    private readonly Occurrences _requests = new();
    private readonly Guid _source = SourceOf(attempt);
    private readonly DerivedChance _chance = new(context.ChanceSecret, SourceOf(attempt));
    private readonly CallRecord _record = new();
    private readonly List<RecordEntry> _unstored = [];
    private readonly List<(Message Record, bool IsError)> _made = [];
    private CancellationToken _cancellation;
    private Guid _request;

    public DateTimeOffset Now => new(Read(ReadingKind.Clock, () => context.Time.GetUtcNow().UtcTicks), TimeSpan.Zero);

    /// <summary>Reads what earlier attempts recorded. Throws <see cref="StoreException"/> if it can't be read.</summary>
    public void Load()
    {
        foreach (var (record, bytes) in commits.ReadRecords(attempt.Target))
        {
            foreach (var entry in RecordEntry.Read(bytes))
            {
                _record.Add(entry);
                if (entry is RecordEntry.Call call)
                    _made.Add((record, call.IsError));
            }
        }
    }

    /// <summary>Returns the parts of the record that hold the last calls, as far as all of these returned an Error.</summary>
    public IEnumerable<Message> FailedAtEnd() => _made.AsEnumerable().Reverse().TakeWhile(call => call.IsError).Select(call => call.Record);

    public void NextBytes(Span<byte> destination) => _chance.Fill(destination);

    public long Read(ReadingKind kind, Func<long> read)
    {
        if (_record.Find(kind, _asked.Next(kind)) is { } recorded)
            return recorded;
        var value = read();
        _unstored.Add(new RecordEntry.Reading(kind, value));
        return value;
    }

    /// <param name="answeredFrom">The number of the attempt that made the call; null if this one makes it.</param>
    public Value Perform(
        LibraryFunction function, Lang.Evaluation.Execution execution, ReadOnlySpan<Value> arguments, out int? answeredFrom)
    {
        var identity = _asked.Next(function.Name, CallIdentity.HashOf(arguments));
        if (_record.Find(identity) is { } recorded)
        {
            answeredFrom = recorded.Attempt;
            _requests.Next(recorded.Request);
            return ValueEncoding.Decode(recorded.Result);
        }
        answeredFrom = null;
        if (_record.CallCount >= MaxCalls || _record.Bytes >= MaxRecordBytes)
            throw TooMuch($"one message makes at most {MaxCalls} calls to the outside, with {MaxRecordBytes / 1024 / 1024} MB of results");
        _cancellation = execution.Cancellation;
        Store();
        // A call that sends no request must not count as one when the record answers it.
        _request = Guid.Empty;
        var result = function.Body(execution, arguments);
        var isError = result is { Kind: ValueKind.Result, AsResult.IsOk: false };
        var encoded = Encode(function, result);
        var call = new RecordEntry.Call(identity.Function, identity.Arguments, _request, attempt.Number, isError, encoded);
        _record.Add(call);
        _unstored.Add(call);
        _made.Add((Store()!, isError));
        return result;
    }

    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) =>
        outside.Send(call with { Headers = WithOwnHeaders(call) }, cancellation);

    public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) => outside.Run(call, cancellation);

    public FileAnswer Do(FileCall call, CancellationToken cancellation) => outside.Do(call, cancellation);

    // The body is left out of the key on purpose: a server refuses the key with another body, rather than doing a thing twice.
    private Dictionary<string, string> WithOwnHeaders(HttpCall call)
    {
        var headers = call.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_source} {call.Method} {call.Url.AbsoluteUri}"));
        _request = new Guid(hash.AsSpan(0, 16));
        var key = MessageIds.OfCall(_request, _requests.Next(_request));
        if (call.Method is not ("GET" or "HEAD" or "OPTIONS"))
            headers.TryAdd("Idempotency-Key", key.ToString());
        headers.TryAdd("User-Agent", "dark");
        headers.TryAdd("traceparent", $"00-{attempt.TraceId:N}-{attempt.TraceId.ToString("N")[16..]}-01");
        return headers;
    }

    // What several messages ask for must not be taken for what the first of them asks for when it runs alone.
    private static Guid SourceOf(Attempt attempt) =>
        attempt.Others is null ? attempt.Target.Id : MessageIds.OfBatch(attempt.Messages);

    private static byte[] Encode(LibraryFunction function, Value result)
    {
        try
        {
            return ValueEncoding.Encode(result, MaxResultBytes);
        }
        catch (RuntimeErrorException)
        {
            throw TooMuch($"the result of `{function.Name}` is larger than {MaxResultBytes / 1024 / 1024} MB");
        }
    }

    private static RuntimeErrorException TooMuch(string message) => new(
        RuntimeErrorCodes.TooLarge, message, "make fewer or smaller calls in one handler, and emit a message for the rest");

    /// <summary>Stores what is not stored yet, and waits until it is. Returns the part of the record; null if there was none.</summary>
    private Message? Store()
    {
        if (_unstored.Count == 0)
            return null;
        RecordUnit unit;
        lock (context.Gate)
        {
            attempt.EnsureLease();
            unit = new RecordUnit(context, attempt, RecordEntry.Write(_unstored));
            attempt.IsStartSubmitted = true;
            commits.SubmitWithoutWaiting(unit);
        }
        commits.Wait(unit, context.Gate, _cancellation);
        if (unit.IsRefused)
            throw new OperationCanceledException("the canvas stopped before the call was recorded");
        _unstored.Clear();
        return unit.Record;
    }

    /// <summary>
    /// A part of the record of a message, on its way to the store. It holds that the attempt has started too, so that the message of a
    /// record is always one that has changed since its emit.
    /// </summary>
    private sealed class RecordUnit : CommitUnit
    {
        private readonly EngineContext _context;
        private readonly HandlerQueue _queue;
        private readonly Message _target;

        public RecordUnit(EngineContext context, Attempt attempt, byte[] entries)
            : this(context, attempt, NewRecord(context, attempt.Target, entries))
        {
        }

        private RecordUnit(EngineContext context, Attempt attempt, Message record)
            : base(ChangesOf(attempt, record)) =>
            (_context, _queue, _target, Record) = (context, attempt.Queue, attempt.Target, record);

        public Message Record { get; }

        /// <summary>Whether the engine stopped before it was stored.</summary>
        public bool IsRefused { get; private set; }

        // The next attempt would make the call again. So nothing starts until there is room for what this one recorded.
        public override void Deferred(StoreException problem)
        {
            if (_queue.WaitingForDisk.Add(_target))
                _context.Signals.AttemptDeferred(_target, problem);
        }

        protected override void Committed()
        {
            _target.AddRecord(Record);
            Record.UnloadEvent();
            if (_queue.WaitingForDisk.Remove(_target))
                _context.Queues.EnqueueRunnable(_queue);
        }

        protected override void Refused(StoreException problem) => IsRefused = true;

        private static Message NewRecord(EngineContext context, Message target, byte[] entries)
        {
            var now = context.Time.GetUtcNow();
            return new Message
            {
                IsRecord = true,
                Id = MessageIds.OfCall(target.Id, target.Records.Count),
                Parent = target.Id,
                Handler = target.Handler,
                Event = entries,
                EmittedAt = now,
                FirstDue = now,
                EmittedFrom = "",
            };
        }

        private static IReadOnlyList<Change> ChangesOf(Attempt attempt, Message record)
        {
            var enqueued = new MessageEnqueued(record);
            return attempt.IsStartSubmitted
                ? [enqueued]
                : [new MessageUpdated(attempt.Target, MessageState.Ready, attempt.Target.Due, attempt.Number, null), enqueued];
        }
    }
}
