using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Resolution;

/// <summary>Checks options that are valid alone but not together.</summary>
internal static class OptionCombinations
{
    public static void Check(
        HandlerOptions options, IReadOnlyDictionary<string, RecordField> written, SourceText source, DiagnosticSink sink)
    {
        foreach (var name in (string[])["backoff", "growth", "maxWait"])
            Needs(name, "little", "retries", "without it an error is final, and only attempts that do not end are retried");
        if (options.Retries == 0)
        {
            foreach (var name in (string[])["backoff", "growth", "maxWait"])
                Warn(name, "no", "nothing is retried with `retries: 0`");
        }
        Needs("dedupeFor", "no", "dedupe", "`dedupeFor` sets how long `dedupe` remembers an event");
        if (written.TryGetValue("debounce", out var debounce) && !written.ContainsKey("key"))
            sink.Error(ResolutionCodes.DebounceWithoutKey, new Location(source, debounce.NameSpan), "`debounce` needs a `key`",
                "`key` is missing",
                $"write which messages replace each other: `key: event.id; debounce: {source[debounce.Value.Span]}`");
        if (written.TryGetValue("maxWait", out var longest) && options.MaxWait < options.Backoff)
            sink.Error(ResolutionCodes.OptionsContradict, new Location(source, longest.Span),
                $"`maxWait` is shorter than the first wait, which is {Durations.Write(options.Backoff)}", "expected a longer time",
                "`backoff` is the first wait, `maxWait` the longest");
        if (options.Batch is not null)
        {
            NotWithBatch(options.IsExternal, "external", "a program outside claims its messages one by one");
            NotWithBatch(written.ContainsKey("key"), "key", "messages of one key run one at a time and in order");
        }

        void NotWithBatch(bool isGiven, string name, string why)
        {
            if (isGiven)
                sink.Error(
                    ResolutionCodes.BatchForbidden, new Location(source, written[name].NameSpan),
                    $"`{name}` and `batch` can't be combined", "not together with `batch`", $"{why}: remove one of the two");
        }

        void Needs(string name, string effect, string other, string why)
        {
            if (!written.ContainsKey(other))
                Warn(name, effect, $"`{other}` is missing: {why}");
        }

        void Warn(string name, string effect, string why)
        {
            if (written.TryGetValue(name, out var field))
                sink.Warning(ResolutionCodes.OptionWithoutEffect, new Location(source, field.NameSpan),
                    $"`{name}` has {effect} effect here", $"{effect} effect", why);
        }
    }
}
