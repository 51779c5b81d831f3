using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>The <c>with { … }</c> of a handler. The language has these options; the runtime acts on none of them yet, so none may be set silently.</summary>
internal static class HandlerOptions
{
    private static readonly string[] OfWorkers =
        ["retries", "backoff", "growth", "maxWait", "timeout", "concurrency", "rate", "key", "priority", "dedupe", "pauseAfter"];

    private static readonly string[] OfCrons = ["catchUp", "overlap", "timeout", "retries"];

    public static IReadOnlyList<HandlerOption> Check(RecordExpr? options, string item, SourceText source, DiagnosticSink sink)
    {
        if (options is null)
            return [];
        if (options.Base is { } start)
            sink.Error(ResolutionCodes.OptionsNotPlain, new Location(source, start.Span), "options are written out, not taken from another record", "not possible here");
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var field in options.Fields)
            Check(field, new Location(source, field.NameSpan), item, seen, sink);
        return [.. options.Fields.Select(field => new HandlerOption(field.Name, new Location(source, field.Span), field.Value))];
    }

    private static void Check(RecordField field, Location at, string item, Dictionary<string, Location> seen, DiagnosticSink sink)
    {
        var known = item == "worker" ? OfWorkers : OfCrons;
        if (!seen.TryAdd(field.Name, at))
        {
            sink.Error(
                ResolutionCodes.DuplicateKey, at, $"the option `{field.Name}` is given twice", "the second", related: new RelatedPlace(seen[field.Name], "the first"));
        }
        else if (known.Contains(field.Name))
        {
            sink.Error(
                ResolutionCodes.OptionNotSupported, at, $"the option `{field.Name}` is not supported yet", "has no effect in this version", $"leave it out: the {item} then runs with the default");
        }
        else
        {
            sink.Error(ResolutionCodes.UnknownOption, at, $"a {item} has no option `{field.Name}`", "not known", Hint(field.Name, item, known));
        }
    }

    private static string Hint(string name, string item, string[] known)
    {
        if (NearestName.Of(name, known) is { } nearest)
            return $"did you mean `{nearest}`?";
        var (other, others) = item == "worker" ? ("cron", OfCrons) : ("worker", OfWorkers);
        return others.Contains(name) ? $"`{name}` is an option of a {other}" : $"the options of a {item} are {string.Join(", ", known)}";
    }
}
