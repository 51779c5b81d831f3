using System.Text.RegularExpressions;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Formatting;

/// <summary>Formats an item: its header, which stays on one line except for its options, and its body.</summary>
internal sealed partial class ItemFormatter(SourceText source, TokenPositions positions, CommentQueue comments, PatternText patterns)
{
    private readonly ExprFormatter _exprs = new(source, positions, comments, patterns);

    public Doc Of(Item item)
    {
        var doc = Whole(item);
        // Indented comments below an item belong to it.
        return Doc.Of(doc, Doc.Nest(comments.EndOfBlock(item.Span.End, column: 1)));
    }

    private Doc Whole(Item item) => item switch
    {
        WorkerItem worker => Doc.Of("worker ", Text(worker.Name.Span), Parameters(worker.Parameter is { } input ? [input] : []),
            Options(worker.Options), Body(worker.Body)),
        CronItem cron => Doc.Of("cron ", Text(cron.Name.Span), " ", Schedule(cron.Schedule), Options(cron.Options), Body(cron.Body)),
        HttpItem http => Doc.Of("http ", http.Method, " ", http.Path, Options(http.Options), Body(http.Body)),
        DbItem db => Doc.Of("db ", db.Name, _exprs.RecordType(db.Type)),
        TypeItem type => Doc.Of("type ", type.Name, _exprs.RecordType(type.Type)),
        FnItem fn =>
            Doc.Of("fn ", fn.Name, Parameters(fn.Parameters), fn.Returns is null ? "" : $" : {patterns.Of(fn.Returns)}", Body(fn.Body)),
        NeedsItem needs => Doc.Of("dark ", Text(needs.VersionSpan)),
        SecretItem secret => Doc.Of("secret ", secret.Name, " = env ", Text(positions.Before(secret.Span.End).Span)),
        AlertItem alert => Doc.Of("alert ", Text(alert.Name.Span),
            Listed(" on ", alert.Conditions.Select(condition => OneSpaced(condition.Span))), Body(alert.Body)),
        TestItem test => Doc.Of("test ", Text(test.NameSpan), Body(test.Body)),
        _ => throw new UnreachableException(),
    };

    private string Text(Span span) => source[span].ToString();

    private string OneSpaced(Span span) => Spaces().Replace(Text(span), " ");

    private string Parameters(IReadOnlyList<ParameterSyntax> parameters) =>
        string.Concat(parameters.Select(
            parameter => parameter.Type is null ? $" ({parameter.Name})" : $" ({parameter.Name}: {patterns.Of(parameter.Type)})"));

    private Doc Options(RecordExpr? options) => options is null ? Doc.Empty : Doc.Of(" with ", _exprs.Record(options));

    private string Schedule(ScheduleSyntax schedule) => schedule switch
    {
        CronExpressionSchedule cron => Text(cron.ExpressionSpan) + Zone(cron.Zone),
        IntervalSchedule interval => OneSpaced(interval.Interval.Span).ToLowerInvariant()
            + Listed(" on ", interval.Weekdays.Select(day => Text(day.Span).ToLowerInvariant()))
            + Listed(" on ", interval.Dates.Select(date => Text(date.Span).ToLowerInvariant()))
            + Listed(" at ", interval.Times.Select(time => Text(time.Span)))
            + Zone(interval.Zone),
        _ => throw new UnreachableException(),
    };

    private string Zone(ZoneSyntax? zone) => zone is null ? "" : " in " + Text(zone.Span);

    private static string Listed(string word, IEnumerable<string> entries) =>
        string.Join(", ", entries) is { Length: > 0 } text ? word + text : "";

    private Doc Body(Expr body)
    {
        var start = body.Span.Start;
        if (body is Hole { Span.Length: 0 })
            return Doc.Empty;
        // One line or a block: keep what was written.
        return positions.Before(start).Kind == TokenKind.Equals
            ? Doc.Of(" =", _exprs.Body(body, asBlock: positions.BeginsLine(start)))
            : _exprs.Body(body, asBlock: true);
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
