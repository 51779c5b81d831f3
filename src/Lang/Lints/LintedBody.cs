using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>A body with the item it belongs to and the bindings of its names.</summary>
internal sealed record LintedBody(Item Item, SourceText Source, Expr Body, BodyNames Names)
{
    public static LintedBody? Of(Item item, SourceText source) => item switch
    {
        FnItem fn => Make(fn, source, fn.Body, [.. fn.Parameters.Select(parameter => Parameter(parameter, fn.Body))]),
        WorkerItem { Parameter: { } parameter, Options: { } options } worker when Uses(options, parameter.Name) =>
            Make(worker, source, worker.Body, [Parameter(parameter, worker.Body) with { Kind = BindingKind.Implicit }]),
        WorkerItem { Parameter: { } parameter } worker => Make(worker, source, worker.Body, [Parameter(parameter, worker.Body)]),
        WorkerItem worker => Make(worker, source, worker.Body, [Event(worker.Name.Span) with { MayBeFunction = true }]),
        AlertItem alert => Make(alert, source, alert.Body, [Event(alert.Name.Span)]),
        CronItem cron => Make(cron, source, cron.Body, []),
        TestItem test => Make(test, source, test.Body, []),
        _ => null,
    };

    /// <summary>The names that the options of a worker use.</summary>
    public IEnumerable<string> NamesInOptions => Item is WorkerItem { Options: { } options } ? new BodyNames([], options).FreeNames : [];

    public Location At(Span span) => new(Source, span);

    private static LintedBody Make(Item item, SourceText source, Expr body, Binding[] parameters) =>
        new(item, source, body, new BodyNames(parameters, body));

    /// <summary>Whether options are computed from the event. The name <c>event</c>, which a parameter hides, is reported already.</summary>
    private static bool Uses(RecordExpr options, string parameter) =>
        new BodyNames([], options).FreeNames.Any(name => name == parameter || name == "event");

    private static Binding Event(Span at) => new("event", at, BindingKind.Implicit, null);

    /// <summary>Returns the binding of a parameter. In a body that is not written yet, it may stay unused.</summary>
    private static Binding Parameter(ParameterSyntax parameter, Expr body) =>
        new(parameter.Name, parameter.NameSpan, body is Hole ? BindingKind.Implicit : BindingKind.Parameter, null)
        {
            MayBeFunction = parameter.Type is null or FunctionType or NamedType { Name: "Any" or [>= 'a' and <= 'z', ..] },
        };
}
