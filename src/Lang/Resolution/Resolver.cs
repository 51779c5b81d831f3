using System.Runtime.CompilerServices;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

/// <summary>The kind of item that a body belongs to, which decides the names it may use.</summary>
internal enum BodyKind
{
    Function,
    Worker,
    Cron,
    Test,
    Expression,

    /// <summary>An option such as <c>key</c>, which may only use the event.</summary>
    Option,

    /// <summary>A condition that chooses messages, which may only use its variables.</summary>
    Condition,
}

/// <summary>
/// Turns the body of one item into nodes: binds names to slots and functions, and checks the number of arguments of calls. Errors go to the
/// sink, and a node that never runs takes their place.
/// </summary>
internal sealed partial class Resolver(Program program, SourceText source, BodyKind kind, FunctionScope root)
{
    // The native stack is checked at calls, and once in this many levels of nested expressions.
    private const int LevelsBetweenStackChecks = 16;

    private static readonly Node Missing = new ConstantNode(Value.Null);

    private FunctionScope _scope = root;
    private int _level;
    private bool _isTooDeep;

    // Above zero inside `Test::fails`, where an error is expected: it is not reported, but has to happen when the test runs.
    private int _expectsFailure;
    private readonly HashSet<Expr> _conclusions = new(ReferenceEqualityComparer.Instance);

    private DiagnosticSink Sink => program.Sink;

    public Node ResolveBody(Expr body)
    {
        var node = body is LetExpr or SequenceExpr ? ResolveBlock(body, isBody: true) : Resolve(body);
        return _scope.HasRail ? new RailedBodyNode(_scope.Code, node) : node;
    }

    /// <summary>Resolves a test. The expressions that decide its result say which of them made it false.</summary>
    public Node ResolveTest(Expr body)
    {
        AddConclusions(body);
        return ResolveBody(body);
    }

    /// <summary>Finds the expressions that decide a test: the last one, both sides of its `&&`, and the ends of its branches.</summary>
    private void AddConclusions(Expr body)
    {
        var rest = new Stack<Expr>([body]);
        while (rest.TryPop(out var expr))
        {
            Expr[] inner = expr switch
            {
                LetExpr let => [let.Body],
                SequenceExpr sequence => [sequence.Rest],
                ParenExpr paren => [paren.Inner],
                BinaryExpr { Operator: BinaryOperator.And } both => [both.Left, both.Right],
                IfExpr { Else: { } otherwise } choice => [choice.Then, otherwise],
                MatchExpr match => [.. match.Arms.Select(arm => arm.Body)],
                _ => [],
            };
            foreach (var part in inner)
                rest.Push(part);
            if (inner.Length == 0)
                _conclusions.Add(expr);
        }
    }

    private Node ResolveConclusion(Expr expr) => expr is BinaryExpr { Operator: BinaryOperator.Equal } equality
        ? new AssertEqualNode(Site(equality.Span), Resolve(equality.Left), Resolve(equality.Right))
        : new AssertNode(Site(expr.Span), ResolveAny(expr));

    private Node Resolve(Expr expr)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return TooDeep(expr);
        _level++;
        var isCheckpoint = _level % LevelsBetweenStackChecks == 0;
        var node = Recorded(expr, _conclusions.Contains(expr) ? ResolveConclusion(expr) : ResolveAny(expr));
        _level--;
        return isCheckpoint ? new StackCheckNode(Site(expr.Span), node) : node;
    }

    private Node ResolveAny(Expr expr) => expr switch
    {
        Literal literal => new ConstantNode(ValueOf(literal)),
        Interpolation text => ResolveInterpolation(text),
        Hole hole => new HoleNode(At(hole.Span)),
        NameExpr or LibraryNameExpr or ConstructorExpr or UpperNameExpr or OperatorFunctionExpr => ResolveName(expr),
        LetExpr or SequenceExpr => ResolveBlock(expr, isBody: false),
        IfExpr choice => ResolveIf(choice),
        MatchExpr match => ResolveMatch(match),
        LambdaExpr lambda => ResolveLambda(lambda),
        PipeExpr pipe => ResolvePipe(pipe),
        BinaryExpr binary => ResolveBinary(binary.Operator, binary.OperatorSpan, binary.Left, binary.Right),
        NegateExpr negate => new NegateNode(Site(negate.Span), Resolve(negate.Operand)),
        ApplyExpr apply => ResolveCall(apply.Span, apply.Function, apply.Arguments, isPiped: false),
        FieldExpr { Target: UpperNameExpr module } field when program.Library.Modules.Contains(module.Name) =>
            ReportDotAfterModule(module, field),
        FieldExpr field => new FieldNode(Site(field.FieldSpan), Resolve(field.Target), field.Field),
        ParenExpr paren => Resolve(paren.Inner),
        TupleExpr tuple => new TupleNode(ResolveAll(tuple.Items)),
        ListExpr list => list.Items.Count == 0 ? new ConstantNode(Value.Of(ListValue.Empty)) : new ListNode(ResolveAll(list.Items)),
        RecordExpr record => ResolveRecord(record),
        // Already reported by the parser.
        MissingExpr => Missing,
        _ => throw new UnreachableException(),
    };

    private Node[] ResolveAll(IReadOnlyList<Expr> expressions)
    {
        var nodes = new Node[expressions.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = Resolve(expressions[i]);
        return nodes;
    }

    /// <summary>Turns a sequence of lets and statements, however long, into one flat node.</summary>
    private Node ResolveBlock(Expr expr, bool isBody)
    {
        var statements = new List<Node>();
        var mark = _scope.Mark;
        while (true)
        {
            if (expr is LetExpr let)
            {
                statements.Add(ResolveLet(let));
                expr = let.Body;
            }
            else if (expr is SequenceExpr sequence)
            {
                statements.Add(Resolve(sequence.First));
                expr = sequence.Rest;
            }
            else
            {
                break;
            }
        }
        var result = Resolve(expr);
        _scope.Release(mark);
        return isBody && statements.Exists(statement => statement is UnwrapStoreNode)
            ? new RailedBlockNode([.. statements], result)
            : new BlockNode([.. statements], result);
    }

    private IfNode ResolveIf(IfExpr choice)
    {
        var (condition, then) = (Resolve(choice.Condition), Resolve(choice.Then));
        return new IfNode(condition, then, choice.Else is { } otherwise ? Resolve(otherwise) : new ConstantNode(Value.Null));
    }

    private InterpolationNode ResolveInterpolation(Interpolation text)
    {
        var parts = new List<Node>();
        foreach (var part in text.Parts)
        {
            parts.Add(part switch
            {
                InterpolationText plain => new ConstantNode(Value.String(plain.Value)),
                InterpolationHole hole => Resolve(hole.Value),
                _ => throw new UnreachableException(),
            });
        }
        return new InterpolationNode(Site(text.Span), [.. parts]);
    }

    private Node TooDeep(Expr expr)
    {
        if (!_isTooDeep)
            Sink.Error(ResolutionCodes.NestedTooDeeply, At(expr.Span), "this is nested too deeply", "too many levels are open here",
                "give inner parts a name with `let`, or move them into a `fn`");
        _isTooDeep = true;
        return Missing;
    }

    /// <summary>Whether something before it in the item could not be read: an error is then probably only its consequence.</summary>
    private bool IsConsequence(Span span) => Sink.IsUnreadable(program.Sites[_scope.Root.Code.HeaderSite].At, At(span));

    private CallLibraryNode LibraryCall(Span span, LibraryFunction function, Node[] arguments)
    {
        if (kind == BodyKind.Option && function.IsImpure)
            Sink.Error(ResolutionCodes.OptionNotPure, At(span), $"`{function.Name}` can't be used in an option",
                "returns another value each time, or changes something", "an option may only use its event");
        else if (kind == BodyKind.Condition && function.IsImpure)
            Sink.Error(ResolutionCodes.ConditionNotPure, At(span), $"`{function.Name}` can't be used in a condition",
                "returns another value each time, or changes something", "a condition may only use its variables");
        return new CallLibraryNode(Site(span), function, arguments);
    }

    private Location At(Span span) => new(source, span);

    private int Site(Span span) => program.AddSite(_scope.Code.Name, At(span));
}
