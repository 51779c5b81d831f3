using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>Decides whether evaluating an expression has no effect but its value. In doubt it has.</summary>
internal sealed class Purity(IReadOnlyDictionary<string, LintedBody> functions)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    public bool IsPure(Expr expr, BodyNames names) => expr switch
    {
        Hole or MissingExpr or UpperNameExpr => false,
        NameExpr { Rail: true } or LibraryNameExpr { Rail: true } => false,
        NameExpr name => names.Find(name) is not null || IsPureFunction(name.Name),
        LibraryNameExpr name => IsPureFunction(name.FullName),
        LambdaExpr => true,
        ApplyExpr apply => IsPureCall(apply.Function, apply.Arguments, 0, names),
        PipeExpr { Stage: CallStage stage } pipe => IsPure(pipe.Left, names) && IsPureCall(stage.Function, stage.Arguments, 1, names),
        _ => ExprChildren.Of(expr).All(child => IsPure(child, names)),
    };

    private bool IsPureCall(Expr function, IReadOnlyList<Expr> arguments, int piped, BodyNames names)
    {
        if (!arguments.All(argument => IsPure(argument, names)))
            return false;
        return function.WithoutParentheses() switch
        {
            ConstructorExpr or OperatorFunctionExpr => true,
            // A function that calls its argument is not pure to begin with.
            NameExpr { Rail: false } name when names.Find(name) is null =>
                IsPureFunction(name.Name) && (functions.ContainsKey(name.Name) || CallbacksArePure(name.Name, arguments, piped, names)),
            LibraryNameExpr { Rail: false } name =>
                IsPureFunction(name.FullName) && CallbacksArePure(name.FullName, arguments, piped, names),
            _ => false,
        };
    }

    /// <summary>Whether the callbacks of a library function are pure: a lambda with a pure body, or a pure function by its name.</summary>
    private bool CallbacksArePure(string function, IReadOnlyList<Expr> arguments, int piped, BodyNames names)
    {
        // The catalog does not list versions such as name_v2, with which Dark marked newer functions.
        if (LibraryCatalog.Standard.Find(function) is not { Parameters: var parameters })
            return false;
        for (var i = 0; i < parameters.Count; i++)
        {
            // A parameter of any type may be a function too, such as the replacement of `Regex::replace`.
            var mayBeCalled =
                parameters[i].Type.Kind is null && arguments.ElementAtOrDefault(i - piped)?.WithoutParentheses() is LambdaExpr;
            if (parameters[i].Type.Kind != Values.ValueKind.Function && !mayBeCalled)
                continue;
            if (i < piped || i - piped >= arguments.Count)
                return false;
            var isPure = arguments[i - piped].WithoutParentheses() switch
            {
                LambdaExpr lambda => IsPure(lambda.Body, names),
                NameExpr name => names.Find(name) is null && IsPureFunction(name.Name),
                LibraryNameExpr or ConstructorExpr or OperatorFunctionExpr => true,
                _ => false,
            };
            if (!isPure)
                return false;
        }
        return true;
    }

    private bool IsPureFunction(string name)
    {
        if (_known.TryGetValue(name, out var known))
            return known;
        // Assume an effect until it is known, and for a recursion, which may never end.
        _known[name] = false;
        var isPure = functions.TryGetValue(name, out var body)
            ? IsPure(body.Body, body.Names)
            : LibraryCatalog.Standard.Find(name) is { Effect: LibraryEffect.None };
        return _known[name] = isPure;
    }
}
