namespace DarkLang.Runtime.Queues;

/// <summary>The options of a handler with those that were set by hand. Used under the engine's lock.</summary>
internal sealed class OptionsInEffect
{
    private IReadOnlyList<DateTimeOffset> _formerStarts = [];

    public OptionOverrides Overrides { get; } = new();

    /// <summary>Those of the code, or set by hand. Expressions are always those of the code.</summary>
    public HandlerOptions Options { get; private set; } = HandlerOptions.Default;

    /// <summary>The number of attempts that may run at once.</summary>
    public int Concurrency { get; private set; } = 1;

    /// <summary>The rate limit; null for none.</summary>
    public SlidingWindowLimiter? Limiter { get; private set; }

    /// <param name="concurrency">The number of attempts that may run at once unless an option sets another.</param>
    public void Apply(Handler? handler, int concurrency)
    {
        Options = handler is null ? HandlerOptions.Default : Overrides.ApplyTo(handler.Options);
        Concurrency = Options.Concurrency ?? concurrency;
        if (Limiter is not null)
            _formerStarts = Limiter.Starts;
        // Earlier starts count for the new rate limit too.
        Limiter = Options.Rate is { } limit ? new SlidingWindowLimiter(limit, _formerStarts) : null;
    }
}
