using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Finds the parts of items that bind no names: one mistake in them must not hide those of the body.</summary>
internal static class IndependentParts
{
    public static IEnumerable<Span> Of(Item item) => item switch
    {
        WorkerItem worker => [.. TypesOf(worker.Parameter is { } parameter ? [parameter] : []), .. SpanOf(worker.Options)],
        CronItem cron => [cron.Schedule.Span, .. SpanOf(cron.Options)],
        AlertItem alert => alert.Conditions.Select(condition => condition.Span),
        FnItem fn => [.. TypesOf(fn.Parameters), .. fn.Returns is { } returns ? (Span[])[returns.Span] : []],
        BrokenItem { Body: { } body } broken => [Span.FromBounds(broken.Span.Start + 1, body.Span.Start)],
        _ => [],
    };

    private static IEnumerable<Span> TypesOf(IReadOnlyList<ParameterSyntax> parameters) =>
        parameters.Select(parameter => parameter.Type?.Span).OfType<Span>();

    private static IEnumerable<Span> SpanOf(RecordExpr? options) => options is null ? [] : [options.Span];
}
