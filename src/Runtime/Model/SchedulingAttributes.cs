namespace DarkLang.Runtime.Model;

/// <summary>What a worker's options derive from an event. It is computed on emit and on startup, and never stored.</summary>
/// <param name="Key">The key whose messages run one at a time; null for none.</param>
/// <param name="Share">The share of the message; null if the worker has none.</param>
/// <param name="ShareWeight">How many messages of the share run in its turn.</param>
/// <param name="DedupeKey">A once-key that no program can write; null for none.</param>
/// <param name="Problem">Why an option can't be evaluated; its message fails with it when its turn comes. Null if all can.</param>
internal sealed record SchedulingAttributes(
    string? Key, int Priority, string? Share, int ShareWeight, string? DedupeKey, RuntimeError? Problem)
{
    private const string NoShare = "null";

    private const string DedupePrefix = "\u0001dedupe ";

    /// <summary>Returns a once-key as users see it: one from <c>dedupe</c> without its prefix.</summary>
    public static (string Text, bool IsDedupe) Shown(string onceKey) =>
        onceKey.StartsWith(DedupePrefix, StringComparison.Ordinal) ? (onceKey[DedupePrefix.Length..], true) : (onceKey, false);

    /// <summary>Returns how long its message waits for a newer one of its key.</summary>
    public TimeSpan DebounceWait(HandlerOptions options) =>
        Key is null || options.Debounce is not { } debounce ? TimeSpan.Zero : debounce.Wait;

    public static SchedulingAttributes None { get; } = new(null, 0, null, 1, null, null);

    public static SchedulingAttributes Of(HandlerOptions options, Value @event)
    {
        if (!options.HaveEventExpressions)
            return None;
        RuntimeError? problem = null;
        var key = Serialize(options.Key, @event, ref problem);
        var dedupe = Serialize(options.Dedupe, @event, ref problem);
        var priority = PriorityOf(options, @event, ref problem);
        var (share, weight) = ShareOf(options, @event, ref problem);
        return new SchedulingAttributes(key, priority, share, weight, dedupe is null ? null : DedupePrefix + dedupe, problem);
    }

    /// <summary>Computes the attributes of an event in its stored form.</summary>
    public static SchedulingAttributes OfStored(HandlerOptions options, byte[] @event)
    {
        try
        {
            return Of(options, ValueEncoding.Decode(@event));
        }
        catch (InvalidDataException)
        {
            // The attempt will report the error.
            return None;
        }
    }

    private static int PriorityOf(HandlerOptions options, Value @event, ref RuntimeError? problem)
    {
        if (options.PriorityOf is not { } expression || Evaluate(expression, @event, ref problem) is not { } value)
            return 0;
        if (value is { Kind: ValueKind.Int, AsInt: >= -OptionLimits.Priority and <= OptionLimits.Priority })
            return (int)value.AsInt;
        var limit = OptionLimits.Priority;
        problem ??= new RuntimeError(
            "D0605", $"the priority of a message must be an Int from -{limit} to {limit}, not {ValueShape.Of(value)}",
            expression.At, "correct the option `priority` or the event");
        return 0;
    }

    // Messages without a share, such as null, share the turns of one: they must not pass all others.
    private static (string? Share, int Weight) ShareOf(HandlerOptions options, Value @event, ref RuntimeError? problem)
    {
        if (options.Share is not { } expression)
            return (null, 1);
        if (Evaluate(expression, @event, ref problem) is not { } value)
            return (NoShare, 1);
        var weight = 1L;
        if (value is { Kind: ValueKind.Tuple, AsTuple.Items: [var share, var second] })
        {
            (value, weight) = (share, second.Kind == ValueKind.Int ? second.AsInt : 0);
            if (weight is < 1 or > OptionLimits.ShareWeight)
                problem ??= new RuntimeError(
                    "D0371",
                    $"the weight of a share must be an Int from 1 to {OptionLimits.ShareWeight}, not {ValueDisplay.Short(second, 40)}",
                    expression.At, "correct the option `share` or the event; a share of two values is a List: `share: [event.a, event.b]`");
        }
        return (Serialize(value, expression.At, ref problem) ?? NoShare, (int)Math.Clamp(weight, 1, OptionLimits.ShareWeight));
    }

    private static string? Serialize(Code? expression, Value @event, ref RuntimeError? problem)
    {
        if (expression is null || Evaluate(expression, @event, ref problem) is not { } value)
            return null;
        return Serialize(value, expression.At, ref problem);
    }

    private static string? Serialize(Value value, Location at, ref RuntimeError? problem)
    {
        try
        {
            return KeyText.Of(value);
        }
        catch (RuntimeErrorException e)
        {
            problem ??= new RuntimeError(e.Code, e.Message, at, e.Help);
            return null;
        }
    }

    private static Value? Evaluate(Code expression, Value @event, ref RuntimeError? problem)
    {
        switch (OptionExpressions.Evaluate(expression, @event))
        {
            case Outcome.Completed completed:
                return completed.Value;
            case Outcome.Failed failed:
                problem ??= failed.Error;
                return null;
            default:
                problem ??= new RuntimeError(
                    "D0606", "an option of the worker reached a hole", expression.At, "write the missing code, or leave the option out");
                return null;
        }
    }
}
