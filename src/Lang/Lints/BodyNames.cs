using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>Walks a body once, and resolves each name in it to its binding.</summary>
internal sealed class BodyNames
{
    private readonly List<Binding> _scope = [];
    private readonly Dictionary<Expr, Binding> _locals = new(ReferenceEqualityComparer.Instance);

    public BodyNames(IEnumerable<Binding> parameters, Expr body)
    {
        foreach (var parameter in parameters)
            Bind(parameter);
        Walk(body);
    }

    public List<Binding> Bindings { get; } = [];

    /// <summary>The free names of the body: functions of the canvas or of the library.</summary>
    public HashSet<string> FreeNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the binding of a name in this body; null for functions of the canvas and of the library.</summary>
    public Binding? Find(Expr name) => _locals.GetValueOrDefault(name);

    private void Bind(Binding binding)
    {
        Bindings.Add(binding);
        _scope.Add(binding);
    }

    private void BindLet(LetExpr let)
    {
        if (let.Pattern is NamePattern name)
            Bind(new Binding(name.Name, name.Span, BindingKind.Let, let.Value) { MayBeFunction = MayBeFunction(let.Value) });
        else
            BindAll([let.Pattern]);
    }

    private void BindAll(IEnumerable<Pattern> patterns)
    {
        foreach (var name in patterns.SelectMany(pattern => pattern.Names))
            Bind(new Binding(name.Name, name.Span, BindingKind.Implicit, null) { MayBeFunction = true });
    }

    private void Walk(Expr expr)
    {
        var mark = _scope.Count;
        switch (expr)
        {
            case NameExpr name:
                Use(name);
                return;
            case LetExpr let:
                Walk(let.Value);
                BindLet(let);
                Walk(let.Body);
                break;
            case LambdaExpr lambda:
                BindAll(lambda.Parameters);
                Walk(lambda.Body);
                break;
            case MatchExpr match:
                Walk(match.Subject);
                foreach (var arm in match.Arms)
                    WalkArm(arm);
                break;
            default:
                foreach (var child in ExprChildren.Of(expr))
                    Walk(child);
                RecordCall(expr);
                break;
        }
        _scope.RemoveRange(mark, _scope.Count - mark);
    }

    private void WalkArm(MatchArm arm)
    {
        var mark = _scope.Count;
        BindAll(arm.Patterns);
        if (arm.Guard is { } guard)
            Walk(guard);
        Walk(arm.Body);
        _scope.RemoveRange(mark, _scope.Count - mark);
    }

    private void Use(NameExpr name)
    {
        if (_scope.FindLast(binding => binding.Name == name.Name) is not { } binding)
        {
            FreeNames.Add(name.Name);
            return;
        }
        binding.IsUsed = true;
        _locals[name] = binding;
    }

    private void RecordCall(Expr expr)
    {
        var function = expr switch
        {
            ApplyExpr apply => apply.Function.WithoutParentheses(),
            PipeExpr { Stage: CallStage stage } => stage.Function.WithoutParentheses(),
            _ => null,
        };
        if (function is not null && Find(function) is { } binding)
            binding.Calls.Add(function.Span);
    }

    /// <summary>Whether a value may be a function: literals, and the results of operators and brackets, certainly are not.</summary>
    private static bool MayBeFunction(Expr value) => value.WithoutParentheses() is not
        (Literal or Interpolation or BinaryExpr or NegateExpr or ListExpr or TupleExpr or RecordExpr);
}
