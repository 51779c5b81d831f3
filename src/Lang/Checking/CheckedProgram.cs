using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>
/// Finds code that can't succeed at run time. The language is dynamic, so an error is reported only if the expression would end the run
/// whenever it is evaluated; in doubt nothing is reported.
/// </summary>
internal sealed class CheckedProgram(Program program)
{
    // The result of a function is inferred from its body, and so on through the functions it calls.
    private const int MaxCallDepth = 200;

    private readonly Dictionary<DeclaredFunction, DarkType> _results = [];
    private readonly HashSet<DeclaredFunction> _started = [];
    private readonly HashSet<(string Code, Location At)> _reported = [];
    private int _depth;

    public Program Program => program;

    public DeclaredTypes Types => program.Types;

    public void Check(IReadOnlyList<FileSyntax> files)
    {
        foreach (var file in files)
        {
            foreach (var item in file.Items)
                Check(item, file.Source);
        }
    }

    /// <summary>Checks a standalone expression and returns its type.</summary>
    /// <param name="variables">The names it may use, and the types of their values.</param>
    public DarkType Check(Expr expression, SourceText source, IReadOnlyList<(string Name, DarkType Type)>? variables = null) =>
        new BodyChecker(this, new Location(source, expression.Span), variables ?? []).CheckBody(expression, null);

    /// <summary>Checks a condition, which is true or false.</summary>
    public void CheckCondition(Expr expression, SourceText source, IReadOnlyList<(string Name, DarkType Type)> variables) =>
        new BodyChecker(this, new Location(source, expression.Span), variables).CheckCondition(expression);

    /// <summary>Returns the type of a call: the declared result, or the one inferred from the body.</summary>
    public DarkType ResultOf(DeclaredFunction function) =>
        function.Item.Returns is { } declared ? Types.Of(declared) : ResultOfBody(function);

    public IReadOnlyList<DarkType> ParametersOf(DeclaredFunction function) =>
        [.. function.Item.Parameters.Select(parameter => Types.Of(parameter.Type))];

    public EventType? EventOf(string worker) => program.EventTypes.GetValueOrDefault(worker);

    /// <summary>Returns true only the first time: a lambda may be checked several times.</summary>
    public bool IsNew(string code, Location at) => _reported.Add((code, at));

    private void Check(Item item, SourceText source)
    {
        switch (item)
        {
            case FnItem fn when program.Declarations.FindFunction(fn.Name) is { } declared && declared.Item == fn:
                ResultOfBody(declared);
                break;
            case FnItem fn:
                Body(fn, source);
                break;
            case WorkerItem worker:
                var (name, type) = (worker.Parameter?.Name ?? "event", Types.Of(worker.Parameter?.Type));
                var isBatched = OptionReader.IsBatched(worker.Options);
                (string, DarkType)[] parameters = [(name, isBatched && type.Kind is null ? new DarkType.List(DarkType.Any) : type)];
                // The options are about one event.
                (string, DarkType)[] ofOptions = [(name, !isBatched ? type : type is DarkType.List list ? list.Item : DarkType.Any)];
                var retries = worker.Options?.Fields.FirstOrDefault(option => option.Name == "retries");
                Checker(worker, source, parameters, retries).CheckBody(worker.Body, null);
                foreach (var option in OptionReader.ExpressionsOf(worker.Options))
                    new BodyChecker(this, new Location(source, option.Value.Span), ofOptions) { HasEvent = true }.CheckOption(option);
                break;
            case AlertItem alert:
                Checker(alert, source, [("event", AlertReportType.Type)]).CheckBody(alert.Body, null);
                break;
            case CronItem cron:
                Checker(cron, source, []).CheckBody(cron.Body, null);
                break;
            case BrokenItem { Body: { } body, Keyword: var keyword }:
                Checker(item, source, keyword == "cron" ? [] : [("event", DarkType.Any)]).CheckBody(body, null);
                break;
            case TestItem test:
                Checker(test, source, []).CheckBody(test.Body, null);
                break;
        }
    }

    private BodyChecker Checker(
        Item item, SourceText source, IReadOnlyList<(string Name, DarkType Type)> parameters, RecordField? retries = null) =>
        new(this, new Location(source, item.Span), parameters)
        {
            IsTest = item is TestItem,
            HasEvent = item is WorkerItem,
            Retries = retries,
        };

    private DarkType ResultOfBody(DeclaredFunction function)
    {
        if (_results.TryGetValue(function, out var known))
            return known;
        // A function that is already being checked calls itself: its result is not known here.
        if (_depth >= MaxCallDepth || !_started.Add(function))
            return DarkType.Any;
        _depth++;
        var result = Body(function.Item, function.Source);
        _depth--;
        return _results[function] = result;
    }

    private DarkType Body(FnItem fn, SourceText source) =>
        Checker(fn, source, [.. fn.Parameters.Select(one => (one.Name, Types.Of(one.Type)))]).CheckBody(fn.Body, fn);
}
