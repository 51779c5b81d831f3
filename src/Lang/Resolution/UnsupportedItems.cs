using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Items the language has and this version does not run.</summary>
internal static class UnsupportedItems
{
    public static void Report(Item item, SourceText source, DiagnosticSink sink)
    {
        switch (item)
        {
            case HttpItem http:
                Report(
                    ResolutionCodes.HttpNotSupported,
                    "http",
                    FirstLine(http.Span, source),
                    "start the work with a cron, or with dark emit");
                break;
            case DbItem db:
                Report(ResolutionCodes.DbNotSupported, "db", db.NameSpan, "carry what is needed in the events");
                break;
            case SecretItem secret:
                Report(ResolutionCodes.SecretNotSupported, "secret", secret.NameSpan, null);
                break;
        }

        void Report(string code, string keyword, Span span, string? help) =>
            sink.Error(code, new Location(source, span), $"{keyword} items are not supported yet", "can't be run", help);
    }

    private static Span FirstLine(Span span, SourceText source)
    {
        var length = source[span].IndexOf('\n');
        return length < 0 ? span : new Span(span.Start, length);
    }
}
