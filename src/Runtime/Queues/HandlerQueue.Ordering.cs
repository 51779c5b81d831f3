namespace DarkLang.Runtime.Queues;

/// <summary>
/// Binding the queue to its code, at a start and when the code changes. If the order of messages follows from their events, nothing
/// starts until the options have been evaluated for every waiting message.
/// </summary>
internal sealed partial class HandlerQueue
{
    private readonly List<Message> _unclassified = [];
    private int _standardConcurrency = 1;

    /// <summary>Whether the ready messages have no order yet.</summary>
    public bool IsReordering => _ready.IsReordering;

    /// <summary>Whether the messages have to be put in order and no reprioritizer does it yet.</summary>
    public bool NeedsReorderer => IsReordering && !IsReordererRunning;

    public bool IsReordererRunning { get; set; }

    /// <param name="concurrency">The number of attempts that may run at once unless an option sets another.</param>
    public void Bind(Handler handler, int concurrency)
    {
        _standardConcurrency = concurrency;
        SetHandler(handler);
    }

    /// <summary>Puts the options of the code and those set by hand into effect.</summary>
    public void ApplyOptions() => _inEffect.Apply(Handler, _standardConcurrency);

    /// <summary>Takes the code away, because the canvas has no handler of that name. Running attempts keep their code.</summary>
    public void Unbind()
    {
        SetHandler(null);
        Steps.Refuse("the worker was removed from the canvas before the step started");
    }

    /// <summary>Removes and returns messages whose options have not been evaluated. The caller evaluates them.</summary>
    public IReadOnlyList<Message> TakeUnclassified(int max)
    {
        var taken = _unclassified.GetRange(Math.Max(0, _unclassified.Count - max), Math.Min(max, _unclassified.Count));
        _unclassified.RemoveRange(_unclassified.Count - taken.Count, taken.Count);
        return taken;
    }

    /// <inheritdoc cref="ReadyMessages.Reorder"/>
    public void Reorder() => _ready.Reorder(Running.Concat(Scheduled.Started));

    /// <summary>Restores the order after withdrawn messages are back: those of a key go before later ones again.</summary>
    public void ReorderNow()
    {
        if (!HasOrderingExpressions || IsReordering)
            return;
        ResetOrder();
        Reorder();
    }

    private void SetHandler(Handler? handler)
    {
        var hadEventExpressions = HasEventExpressions;
        Handler = handler;
        ApplyOptions();
        Scheduled.Bind(handler?.Options);
        if (!hadEventExpressions && !HasEventExpressions)
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

    private void ResetOrder() => _ready.ResetOrder(Handler?.Options);

    /// <summary>Evaluates the options for a new message, unless its emit did that for the same options.</summary>
    public void Classify(Message message)
    {
        if (!HasEventExpressions)
        {
            message.SetScheduling(SchedulingAttributes.None, null);
            return;
        }
        var options = Handler!.Options;
        if (!message.HasSchedulingFor(options) && message.Event is { } @event)
            message.SetScheduling(SchedulingAttributes.OfStored(options, @event), options);
    }

    public void RefuseStepsWithoutMessage() =>
        Steps.Refuse("the message was moved or removed before the step started", keep: Count(MessageState.Ready));
}
