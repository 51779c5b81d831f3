using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

/// <summary>Resolves items after their names are declared: turns bodies into code, and checks annotations and options.</summary>
internal sealed class ItemResolver(Program program)
{
    public List<Worker> Workers { get; } = [];

    public List<Cron> Crons { get; } = [];

    public List<Test> Tests { get; } = [];

    /// <summary>Creates the code that calls are bound to, with its annotations, before any body is resolved.</summary>
    public void PrepareFunctions()
    {
        foreach (var function in program.Declarations.Functions)
        {
            var fn = function.Item;
            function.Code = Code(fn.Name, new Location(function.Source, fn.NameSpan), fn.Parameters, fn.Returns, isFunction: true);
        }
    }

    public void Resolve(FileSyntax file)
    {
        foreach (var item in file.Items)
            Resolve(item, file.Source);
    }

    private void Resolve(Item item, SourceText source)
    {
        switch (item)
        {
            case FnItem fn:
                ResolveFunction(fn, source);
                break;
            case WorkerItem worker:
                ResolveWorker(worker, source);
                break;
            case AlertItem alert:
                ResolveAlert(alert, source);
                break;
            case CronItem cron:
                ResolveCron(cron, source);
                break;
            case TestItem test:
                var code = Code($"test \"{test.Name}\"", new Location(source, test.NameSpan), []);
                Complete(code, BodyKind.Test, source, null, test.Body);
                Tests.Add(new Test(test.Name, new Location(source, test.NameSpan), code));
                break;
            case BrokenItem { Body: { } body, Keyword: { } keyword }:
                ResolveBroken(body, keyword, new Location(source, item.Span));
                break;
            case TypeItem type:
                new TypeAnnotations(program, source, hasParameters: false).Check(type.Type);
                break;
            default:
                UnsupportedItems.Report(item, source, program.Sink);
                break;
        }
    }

    private void ResolveFunction(FnItem fn, SourceText source)
    {
        // A second function with the same name is checked too, although nothing can call it.
        var declared = program.Declarations.FindFunction(fn.Name);
        var code = declared?.Item == fn
            ? declared.Code
            : Code(fn.Name, new Location(source, fn.NameSpan), fn.Parameters, fn.Returns, isFunction: true);
        Complete(code, BodyKind.Function, source, fn.Returns, fn.Body);
    }

    private void ResolveWorker(WorkerItem worker, SourceText source)
    {
        ParameterSyntax[] parameters = [worker.Parameter ?? new ParameterSyntax(worker.Name.Span, "event", worker.Name.Span, null)];
        var inputType = InputTypeOf(worker, source);
        var eventType = inputType is not null && OptionReader.IsBatched(worker.Options) ? EventTypeOfBatch(inputType) : inputType;
        if (eventType is not null)
            program.EventTypes.TryAdd(worker.Name.Text, eventType);
        var header = new Location(source, worker.Parameter?.Span ?? worker.Name.Span);
        var code = Code($"worker {worker.Name.Text}", header, parameters, eventType: inputType);
        Complete(code, BodyKind.Worker, source, null, worker.Body);
        var options =
            new OptionReader(program.Sink, source, "worker", value => ResolveOption(value, parameters, source)).Read(worker.Options);
        if (options.IsExternal && worker.Body is not Hole)
            program.Sink.Error(
                ResolutionCodes.ExternalWithBody, new Location(source, worker.Body.Span), "an external worker has no body",
                "this code would never run",
                "a program outside the canvas handles its messages: remove the body, or the option `external`");
        CheckLength(worker.Name.Text, new Location(source, worker.Name.Span));
        Workers.Add(new Worker(worker.Name.Text, new Location(source, worker.Name.Span), code) { Options = options, Event = eventType });
    }

    private void ResolveAlert(AlertItem alert, SourceText source)
    {
        var at = new Location(source, alert.Name.Span);
        var eventType = new EventType(alert.Name.Text, AlertReportType.Type, at);
        program.EventTypes.TryAdd(alert.Name.Text, eventType);
        var code = Code(
            $"alert {alert.Name.Text}", at, [new ParameterSyntax(alert.Name.Span, "event", alert.Name.Span, null)], eventType: eventType);
        Complete(code, BodyKind.Worker, source, null, alert.Body);
        var conditions = new ConditionReader(program.Sink, source).Read(alert.Conditions);
        CheckLength(alert.Name.Text, at);
        Workers.Add(new Worker(alert.Name.Text, at, code) { Event = eventType, Alert = conditions });
    }

    private void CheckLength(string name, Location at)
    {
        if (name.Length > Emission.LongestName)
            program.Sink.Error(
                ResolutionCodes.HandlerNameTooLong, at, $"a name has at most {Emission.LongestName} characters",
                $"this one has {name.Length}", "shorten it, and put what it says into a comment above the handler");
    }

    /// <summary>Returns the declared type of what the handler gets: of an event, or of a List of them.</summary>
    private EventType? InputTypeOf(WorkerItem worker, SourceText source)
    {
        if (worker.Parameter?.Type is not { } declared || program.Types.Of(declared) is not { Kind: not null } type)
            return null;
        return new EventType(worker.Name.Text, type, new Location(source, declared.Span));
    }

    private EventType? EventTypeOfBatch(EventType input)
    {
        if (input.Item is { } item)
            return item.Type.Kind is null ? null : item;
        var declared = input.ToString();
        program.Sink.Error(
            ResolutionCodes.BatchNeedsList, input.DeclaredAt, $"a worker with `batch` gets a List of events, but this declares {declared}",
            "expected a List", $"write `List<{declared}>`; each emitted event is then {declared}");
        return null;
    }

    private void ResolveCron(CronItem cron, SourceText source)
    {
        var code = Code($"cron {cron.Name.Text}", new Location(source, cron.Name.Span), []);
        Complete(code, BodyKind.Cron, source, null, cron.Body);
        var options = new OptionReader(program.Sink, source, "cron", value => ResolveOption(value, [], source)).Read(cron.Options);
        CheckLength(cron.Name.Text, new Location(source, cron.Name.Span));
        Crons.Add(new Cron(cron.Name.Text, new Location(source, cron.Name.Span), cron.Schedule, code) { Options = options });
    }

    /// <summary>Resolves the body of an item whose header could not be read, to report the mistakes in it.</summary>
    private void ResolveBroken(Expr body, string keyword, Location at)
    {
        var isCron = keyword == "cron";
        var code = Code(keyword, at, isCron ? [] : [new ParameterSyntax(at.Span, "event", at.Span, null)]);
        Complete(code, isCron ? BodyKind.Cron : BodyKind.Worker, at.Source, null, body);
    }

    /// <summary>Resolves an option that is computed for each event.</summary>
    private FunctionCode ResolveOption(RecordField option, IReadOnlyList<ParameterSyntax> parameters, SourceText source)
    {
        var untyped = parameters.Select(parameter => parameter with { Type = null });
        var code = Code($"option {option.Name}", new Location(source, option.Value.Span), [.. untyped]);
        Complete(code, BodyKind.Option, source, null, option.Value);
        return code;
    }

    /// <param name="variables">Names that the expression may use; their values are its arguments.</param>
    public FunctionCode ResolveExpression(Expr expr, SourceText source, IReadOnlyList<string>? variables = null) =>
        ResolveExpression(expr, source, variables ?? [], BodyKind.Expression);

    /// <param name="variables">As those of an expression.</param>
    public FunctionCode ResolveCondition(Expr expr, SourceText source, IReadOnlyList<string> variables) =>
        ResolveExpression(expr, source, variables, BodyKind.Condition);

    private FunctionCode ResolveExpression(Expr expr, SourceText source, IReadOnlyList<string> variables, BodyKind kind)
    {
        var parameters = variables.Select(name => new ParameterSyntax(expr.Span, name, expr.Span, null));
        var code = Code("expression", new Location(source, expr.Span), [.. parameters]);
        Complete(code, kind, source, null, expr);
        return code;
    }

    private FunctionCode Code(
        string name, Location header, IReadOnlyList<ParameterSyntax> parameters, TypeSyntax? returns = null, EventType? eventType = null,
        bool isFunction = false)
    {
        var annotations = new TypeAnnotations(program, header.Source, hasParameters: isFunction);
        var kinds = parameters.Select(parameter => annotations.Check(parameter.Type)).ToArray();
        return new FunctionCode(name, [.. parameters.Select(parameter => parameter.Name)])
        {
            Sites = program.Sites,
            HeaderSite = program.AddSite(name, header),
            ParameterKinds = kinds.Any(kind => kind is not null) ? kinds : [],
            EventType = eventType,
            EventTypes = program.EventTypes,
            Types = program.Types,
            ReturnsInt = annotations.Check(returns) == ValueKind.Int,
        };
    }

    private void Complete(FunctionCode code, BodyKind kind, SourceText source, TypeSyntax? returns, Expr body)
    {
        var scope = new FunctionScope(null, code);
        for (var i = 0; i < code.ParameterCount; i++)
            scope.Bind(code.Parameters[i], code.ParameterKinds.Length > 0 && code.ParameterKinds[i] == ValueKind.Int);
        var resolver = new Resolver(program, source, kind, scope);
        var node = kind == BodyKind.Test ? resolver.ResolveTest(body) : resolver.ResolveBody(body);
        if (program.HasStubs && kind == BodyKind.Function)
            node = new StubNode(code, node);
        if (TypeAnnotations.KindOf(returns, program.Declarations) is { } result && !(result == ValueKind.Int && node.IsInt))
            node = new CheckResultNode(program.AddSite(code.Name, new Location(source, returns!.Span)), node, result, code.Name);
        code.Complete(program.Records ? new RecordCallNode(code, node) : node, scope.SlotCount);
    }
}
