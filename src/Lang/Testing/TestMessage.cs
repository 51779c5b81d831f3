using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>An event that a test, or a handler it runs, emitted.</summary>
/// <param name="Number">Counted from 1 in the order of the emits; the id derives from it.</param>
internal sealed record TestMessage(int Number, Emission Emission, DateTimeOffset EmittedAt)
{
    public string Worker => Emission.Worker;

    public DateTimeOffset Due { get; init; } = Emission.Due is { } due && due > EmittedAt ? due : EmittedAt;

    public int Attempt { get; init; } = 1;

    public int Priority { get; init; }

    /// <summary>What the option <c>key</c> computes from the event; null if it computes nothing.</summary>
    public Value? Key { get; init; }

    /// <summary>When the first message was emitted whose place it takes, because of the option <c>debounce</c>.</summary>
    public DateTimeOffset BurstStart { get; init; } = EmittedAt;

    public bool HasStarted { get; init; }

    /// <summary>What the option <c>dedupe</c> computes from the event; null if it computes nothing.</summary>
    public Value? Dedupe { get; init; }

    /// <summary>Why an option can't be computed; the message fails with it when its turn comes. Null if all can.</summary>
    public string? Problem { get; init; }

    public static TestMessage Of(int number, Emission emission, DateTimeOffset now, HandlerOptions options)
    {
        string? problem = null;
        var key = Evaluate(options.Key, emission.Event, ref problem);
        var dedupe = Evaluate(options.Dedupe, emission.Event, ref problem);
        var priority = Evaluate(options.PriorityOf, emission.Event, ref problem);
        var message = new TestMessage(number, emission, now)
        {
            Key = key,
            Priority = priority is { IsInt: true, AsInt: var computed } ? (int)Math.Clamp(computed, -100, 100) : options.Priority,
            Dedupe = dedupe,
            Problem = problem,
        };
        return message.IsDebounced(options) && message.Due < now + options.Debounce!.Wait
            ? message with { Due = now + options.Debounce.Wait } : message;
    }

    public bool IsDebounced(HandlerOptions options) => options.Debounce is not null && Key is not null;

    /// <summary>Returns the message in the place of a waiting one.</summary>
    public TestMessage InPlaceOf(TestMessage waiting, Debounce debounce)
    {
        var latest = waiting.BurstStart + debounce.Longest;
        var isHastened = latest < Due && Due <= EmittedAt + debounce.Wait;
        return this with { BurstStart = waiting.BurstStart, Due = isHastened ? latest!.Value : Due };
    }

    private static Value? Evaluate(Code? option, Value @event, ref string? problem)
    {
        if (option is null)
            return null;
        var outcome = OptionExpressions.Evaluate(option, @event);
        if (outcome is Outcome.Completed { Value: var value })
            return value.IsNull || value.Reference is OptionValue { IsJust: false } ? null : value;
        problem ??= outcome is Outcome.Failed { Error: var error } ? $"{error.Code}: {error.Message}" : "an option is not written yet";
        return null;
    }
}
