using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Reports items that this version of the language does not run.</summary>
internal static class UnsupportedItems
{
    public static void Report(Item item, SourceText source, DiagnosticSink sink)
    {
        if (item is HttpItem http)
            Report(
                ResolutionCodes.HttpNotSupported, "http", source.FirstLineOf(http.Span), "start the work with a cron, or with `dark emit`");
        else if (item is DbItem db)
            Report(ResolutionCodes.DbNotSupported, "db", db.NameSpan, "pass the data in events");
        else if (item is SecretItem secret)
            Report(ResolutionCodes.SecretNotSupported, "secret", secret.NameSpan, null);

        void Report(string code, string keyword, Span span, string? help) =>
            sink.Error(code, new Location(source, span), $"{keyword} items are not supported yet", "can't run yet", help);
    }
}
