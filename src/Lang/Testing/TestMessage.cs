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

    /// <summary>What the option <c>dedupe</c> computes from the event; null if it computes nothing.</summary>
    public Value? Dedupe { get; init; }

    /// <summary>Why an option can't be computed; the message fails with it when its turn comes. Null if all can.</summary>
    public string? Problem { get; init; }

    public static TestMessage Of(int number, Emission emission, DateTimeOffset now, HandlerOptions options)
    {
        string? problem = null;
        Evaluate(options.Key, emission.Event, ref problem);
        var dedupe = Evaluate(options.Dedupe, emission.Event, ref problem);
        var priority = Evaluate(options.PriorityOf, emission.Event, ref problem);
        return new TestMessage(number, emission, now)
        {
            Priority = priority is { IsInt: true, AsInt: var computed } ? (int)Math.Clamp(computed, -100, 100) : options.Priority,
            Dedupe = dedupe,
            Problem = problem,
        };
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
