using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// The queue gets its code, and other code later on. Where the order of its messages follows from their events, nothing of it starts until the options have
/// been worked out for every message that waits.
/// </summary>
internal sealed partial class HandlerQueue
{
    private readonly List<Message> _unclassified = [];
    private List<Message>? _unordered;
    private IReadOnlyList<DateTimeOffset> _formerStarts = [];

    /// <summary>Its ready messages are in no order yet.</summary>
    public bool IsReordering => _unordered is not null;

    /// <summary>Nobody sorts it yet, and it takes more than a moment.</summary>
    public bool WantsReordering => IsReordering && !IsReordererRunning;

    public bool IsReordererRunning { get; set; }

    public void Bind(Handler handler, int concurrency)
    {
        Concurrency = concurrency;
        Become(handler);
    }

    /// <summary>No item of the canvas has its name any more. What runs ends as it was begun.</summary>
    public void Unbind()
    {
        Become(null);
        RefuseSteps("it was taken out of the canvas before the step began");
    }

    /// <summary>Some of the messages for which the options have not been worked out. Who takes them does that.</summary>
    public IReadOnlyList<Message> TakeUnclassified(int most)
    {
        var taken = _unclassified.GetRange(Math.Max(0, _unclassified.Count - most), Math.Min(most, _unclassified.Count));
        _unclassified.RemoveRange(_unclassified.Count - taken.Count, taken.Count);
        return taken;
    }

    /// <summary>
    /// Every message is worked out: what was begun holds its key and goes first, the rest of a key comes in the order in which it was due.
    /// </summary>
    public void Reorder()
    {
        if (_unordered is not { } ready)
            return;
        _unordered = null;
        foreach (var begun in Running.Concat(Later.Where(message => message.State != MessageState.Delayed)))
            _keys?.HoldBegun(begun);
        foreach (var message in ready.OrderBy(message => message.Attempts == 0).ThenBy(message => message.Due))
            EnterReady(message);
    }

    /// <summary>Messages are back that had been taken out: of a key, they have their places before those that came later.</summary>
    public void ReorderNow()
    {
        if (!HasEventExpressions || IsReordering)
            return;
        ResetOrder();
        Reorder();
    }

    private void Become(Handler? handler)
    {
        var lookedAtEvents = HasEventExpressions;
        Handler = handler;
        if (Limiter is not null)
            _formerStarts = Limiter.Starts;
        // What has started counts for the new rate too.
        Limiter = handler?.Options.Rate is { } limit ? new SlidingWindowLimiter(limit, _formerStarts) : null;
        if (!lookedAtEvents && !HasEventExpressions)
            return;
        ResetOrder();
        _unclassified.Clear();
        if (HasEventExpressions)
        {
            _unclassified.AddRange(Messages);
            return;
        }
        foreach (var message in Messages)
            message.SetScheduling(SchedulingAttributes.None, null);
        Reorder();
    }

    private void ResetOrder()
    {
        _unordered = [.. _unordered ?? [], .. _ready, .. _keys?.Waiting ?? []];
        _ready.RemoveWhere(_ => true);
        _keys = Handler?.Options.Key is null ? null : new KeyGroups();
        _arrivals = Handler?.Options is null or { Key: null, PriorityOf: null } ? null : new OldestReadyTracker();
    }

    /// <summary>The message comes while this code is there: worked out at its emit for these options or others, or not at all.</summary>
    private void Classify(Message message)
    {
        if (!HasEventExpressions)
        {
            message.SetScheduling(SchedulingAttributes.None, null);
            return;
        }
        var options = Handler!.Options;
        if (!message.IsScheduledFor(options) && message.Event is { } @event)
            message.SetScheduling(SchedulingAttributes.OfStored(options, @event), options);
    }

    /// <param name="but">So many of them still have a message.</param>
    public void RefuseSteps(string why, long but = 0)
    {
        while (Steps.Count > but && Steps.TryDequeue(out var step))
            step.Refuse(why);
    }
}
