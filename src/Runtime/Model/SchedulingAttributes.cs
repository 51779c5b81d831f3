using System.Globalization;
using System.IO.Hashing;
using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Model;

/// <summary>What the options of a worker make of one event.</summary>
/// <param name="Key">Null: none.</param>
/// <param name="DedupeKey">A once-key that no program can write; null: none.</param>
/// <param name="Problem">Why one of them can't be worked out: the message fails with it when its turn comes.</param>
internal sealed record SchedulingAttributes(string? Key, int Priority, string? DedupeKey, RuntimeError? Problem)
{
    /// <summary>Longer values are stood for by their hash.</summary>
    private const int LongestText = 100;

    private const string DedupePrefix = "\u0001dedupe ";

    public static SchedulingAttributes None { get; } = new(null, 0, null, null);

    public static SchedulingAttributes Of(HandlerOptions options, Value @event)
    {
        if (!options.HaveEventExpressions)
            return None;
        RuntimeError? problem = null;
        var key = Text(options.Key, @event, ref problem);
        var dedupe = Text(options.Dedupe, @event, ref problem);
        var priority = PriorityOf(options, @event, ref problem);
        return new SchedulingAttributes(key, priority, dedupe is null ? null : DedupePrefix + dedupe, problem);
    }

    /// <summary>Of an event in its stored form.</summary>
    public static SchedulingAttributes OfStored(HandlerOptions options, byte[] @event)
    {
        try
        {
            return Of(options, ValueEncoding.Decode(@event));
        }
        catch (InvalidDataException)
        {
            // Its attempt is going to say so.
            return None;
        }
    }

    private static int PriorityOf(HandlerOptions options, Value @event, ref RuntimeError? problem)
    {
        if (options.PriorityOf is not { } expression || Evaluate(expression, @event, ref problem) is not { } value)
            return 0;
        if (value.Kind == ValueKind.Int && value.AsInt is >= -OptionLimits.Priority and <= OptionLimits.Priority)
            return (int)value.AsInt;
        problem ??= new RuntimeError(
            "D0605",
            $"the priority of a message is an Int from -{OptionLimits.Priority} to {OptionLimits.Priority}, "
                + $"not {ValueDisplay.Short(value, 40)}",
            expression.At,
            "correct the option `priority`, or the event");
        return 0;
    }

    private static string? Text(Code? expression, Value @event, ref RuntimeError? problem)
    {
        if (expression is null || Evaluate(expression, @event, ref problem) is not { } value)
            return null;
        try
        {
            var text = ValueJson.Write(value, indented: false);
            return text == "null" ? null : Shorten(text);
        }
        catch (RuntimeErrorException e)
        {
            problem ??= new RuntimeError(e.Code, e.Message, expression.At, e.Help);
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
                    "D0606", "an option of the worker ends in a hole", expression.At, "write the expression, or leave the option out");
                return null;
        }
    }

    private static string Shorten(string text) =>
        text.Length <= LongestText
            ? text
            : "#" + XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text)).ToString("x32", CultureInfo.InvariantCulture);
}
