using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Reads the <c>with { … }</c> of a handler, and reports invalid options.</summary>
internal sealed class OptionReader(DiagnosticSink sink, SourceText source, string item, Func<RecordField, Code> resolve)
{
    private static readonly string[] WorkerOptions =
    [
        "retries", "backoff", "growth", "maxWait", "timeout", "concurrency", "rate", "key", "debounce", "share", "priority", "dedupe",
        "dedupeFor", "pauseAfter", "batch", "external",
    ];

    private static readonly string[] CronOptions =
        ["catchUp", "overlap", "timeout", "retries", "backoff", "growth", "maxWait", "pauseAfter"];

    private static readonly string[] ExpressionOptions = ["key", "share", "priority", "dedupe"];

    private readonly OptionValues _values = new(sink, source);
    private readonly Dictionary<string, RecordField> _seen = new(StringComparer.Ordinal);

    /// <summary>Returns the options of a worker that are computed for each event.</summary>
    public static IEnumerable<RecordField> ExpressionsOf(RecordExpr? written) =>
        (written?.Fields ?? []).Where(field => ExpressionOptions.Contains(field.Name));

    /// <summary>Whether the worker handles several messages in one attempt.</summary>
    public static bool IsBatched(RecordExpr? written) => written?.Fields.Any(field => field.Name == "batch") == true;

    public static bool IsOptionOfWorker(string name) => WorkerOptions.Contains(name);

    public HandlerOptions Read(RecordExpr? written)
    {
        if (written is null)
            return HandlerOptions.Default;
        if (written.Base is { } start)
            sink.Error(ResolutionCodes.OptionsNotPlain, new Location(source, start.Span), "options can't be copied from another record",
                "not allowed here");
        var options = HandlerOptions.Default with
        {
            // Other options depend on it, wherever it is written.
            IsExternal = item == "worker" && written.Fields.Any(field => field is { Name: "external", Value: BoolLiteral { Value: true } }),
        };
        foreach (var field in written.Fields)
        {
            if (IsKnown(field))
                options = Read(options, field);
        }
        OptionCombinations.Check(options, _seen, source, sink);
        return options with
        {
            Written = [.. _seen.Values.Select(field => new WrittenOption(field.Name, Flat(source[field.Value.Span].ToString())))],
        };
    }

    private HandlerOptions Read(HandlerOptions options, RecordField field) => field.Name switch
    {
        "retries" => options with { Retries = _values.WholeNumber(field, 0, OptionLimits.Retries) },
        "backoff" => options with { Backoff = _values.Duration(field, TimeSpan.Zero, OptionLimits.LongestBackoff) ?? options.Backoff },
        "growth" => options with { Growth = _values.Number(field, 1, OptionLimits.Growth) ?? options.Growth },
        "maxWait" => options with { MaxWait = _values.Duration(field, OptionLimits.Shortest, OptionLimits.LongestWait) ?? options.MaxWait },
        "timeout" =>
            options with { Timeout = _values.Duration(field, OptionLimits.Shortest, OptionLimits.LongestTimeout) ?? options.Timeout },
        "concurrency" => options with
        {
            Concurrency = _values.WholeNumber(
                field, 1, options.IsExternal ? OptionLimits.ExternalConcurrency : OptionLimits.Concurrency),
        },
        "rate" => options with { Rate = _values.Rate(field) },
        "key" => options with { Key = Expression(field) },
        "debounce" => options with { Debounce = _values.Debounce(field) },
        "share" => options with { Share = Share(field) },
        "priority" when OptionValues.WholeNumberOf(field.Value) is not null =>
            options with { Priority = _values.WholeNumber(field, -OptionLimits.Priority, OptionLimits.Priority) ?? options.Priority },
        "priority" => options with { PriorityOf = Expression(field) },
        "dedupe" => options with { Dedupe = Expression(field) },
        "dedupeFor" =>
            options with { DedupeFor = _values.Duration(field, OptionLimits.Shortest, OptionLimits.LongestWait) ?? options.DedupeFor },
        "pauseAfter" => options with { PauseAfter = _values.WholeNumber(field, 1, OptionLimits.PauseAfter) },
        "batch" => options with { Batch = _values.Batch(field) },
        "external" => options with { IsExternal = _values.Flag(field) ?? options.IsExternal },
        "catchUp" => options with { CatchUp = _values.Choice<CatchUp>(field) },
        "overlap" => options with { Overlap = _values.Choice<Overlap>(field) },
        _ => throw new UnreachableException(),
    };

    private Code? Share(RecordField field)
    {
        if (field.Value is TupleExpr { Items: [_, var weight] })
            _values.Weight(weight);
        return Expression(field);
    }

    private Code? Expression(RecordField field)
    {
        if (field.Value is MissingExpr)
            return null;
        if (field.Value is not (Literal or Hole))
            return resolve(field);
        sink.Error(
            ResolutionCodes.OptionIsConstant, new Location(source, field.Value.Span),
            $"`{field.Name}` is computed for each event, but this is the same for all", "expected an expression over the event",
            field.Name == "priority"
                ? "write an expression such as `priority: event.urgency`, or an Int for all messages"
                : $"write an expression such as `{field.Name}: {(field.Name == "share" ? "event.tenant" : "event.id")}`");
        return null;
    }

    private bool IsKnown(RecordField field)
    {
        var at = new Location(source, field.NameSpan);
        var known = item == "worker" ? WorkerOptions : CronOptions;
        if (!known.Contains(field.Name))
            sink.Error(
                ResolutionCodes.UnknownOption, at, $"a {item} has no option `{field.Name}`", "unknown option", Hint(field, known));
        else if (!_seen.TryAdd(field.Name, field))
            sink.Error(ResolutionCodes.DuplicateKey, at, $"the option `{field.Name}` is given twice", "given again here",
                related: new RelatedPlace(new Location(source, _seen[field.Name].NameSpan), "first given here"));
        else
            return true;
        return false;
    }

    private string Hint(RecordField field, string[] known)
    {
        var name = field.Name;
        if (ForeignOptions.Find(name) is { } ours && known.Contains(ours))
            return _values.HelpFor(field, ours);
        if (NearestName.Of(name, known) is { } nearest)
            return $"did you mean `{nearest}`?";
        var (other, others) = item == "worker" ? ("cron", CronOptions) : ("worker", WorkerOptions);
        return others.Contains(name) ? $"`{name}` is an option of a {other}" : $"the options of a {item} are {string.Join(", ", known)}";
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
