using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    private DarkType InferPipe(PipeExpr pipe) => pipe.Stage switch
    {
        OperatorStage stage => InferBinary(stage.Operator, pipe.Left, stage.Right, pipe.Span),
        CallStage stage => InferCall(stage.Span, stage.Function, [pipe.Left, .. stage.Arguments], isPiped: true),
        _ => throw new UnreachableException(),
    };

    private DarkType InferCall(Span span, Expr function, IReadOnlyList<Expr> arguments, bool isPiped)
    {
        var type = InferPlainCall(span, function, arguments, isPiped);
        return HasRail(function) ? Unwrap(function, type) : type;
    }

    private DarkType InferPlainCall(Span span, Expr function, IReadOnlyList<Expr> arguments, bool isPiped) =>
        function.WithoutParentheses() switch
        {
            ConstructorExpr constructor when arguments.Count == 1 => Construct(constructor.Constructor, Infer(arguments[0])),
            OperatorFunctionExpr op when arguments.Count == 2 => InferBinary(op.Operator, arguments[0], arguments[1], span),
            LambdaExpr lambda when lambda.Parameters.Count == arguments.Count => InferLambda(lambda, InferAll(arguments)).Returns,
            var bare => FindCalled(bare) switch
            {
                { OfCanvas: { } declared } => CallOfCanvas(declared, arguments),
                { OfLibrary: { } library } when library.Parameters.Count == arguments.Count => CallOfLibrary(library, arguments, span),
                { OfLibrary: not null } => Unknown(arguments),
                { Value: { } value } => CallOfValue(bare, value, arguments, span, isPiped),
                _ when bare is NameExpr or LibraryNameExpr or UpperNameExpr or ConstructorExpr or OperatorFunctionExpr =>
                    Unknown(arguments),
                _ => CallOfValue(bare, Infer(bare), arguments, span, isPiped),
            },
        };

    private List<DarkType> InferAll(IReadOnlyList<Expr> expressions) => [.. expressions.Select(Infer)];

    /// <summary>A call with another error; its arguments are still checked.</summary>
    private DarkType Unknown(IReadOnlyList<Expr> arguments)
    {
        InferAll(arguments);
        return DarkType.Any;
    }

    private static DarkType Construct(Constructor constructor, DarkType inner) => constructor switch
    {
        Constructor.Just => new DarkType.Option(inner, IsJust: inner is not DarkType.NeverType),
        Constructor.Ok => new DarkType.Result(inner, DarkType.Never),
        Constructor.Error => new DarkType.Result(DarkType.Never, inner),
        _ => DarkType.Any,
    };

    private DarkType CallOfCanvas(DeclaredFunction function, IReadOnlyList<Expr> arguments)
    {
        var actual = InferAll(arguments);
        var parameters = program.ParametersOf(function);
        var variables = new Dictionary<string, DarkType>(StringComparer.Ordinal);
        for (var i = 0; i < actual.Count && parameters.Count == actual.Count; i++)
        {
            CheckArgument(function, i, arguments[i], actual[i], parameters[i]);
            TypeVariables.Bind(parameters[i], actual[i], variables);
        }
        return TypeVariables.Fill(program.ResultOf(function), variables);
    }

    private void CheckArgument(DeclaredFunction function, int index, Expr argument, DarkType actual, DarkType expected)
    {
        var parameter = function.Item.Parameters[index];
        var related = new RelatedPlace(new Location(function.Source, parameter.Span), "declared here");
        CheckElse(argument, expected, related);
        if (Mismatch.Between(actual, expected) is not { } mismatch)
        {
            WarnOfExtraFields(argument, expected, related);
            return;
        }
        // A call only checks the kind of an argument.
        if (actual.Kind != expected.Kind)
        {
            Error(
                CheckingCodes.WrongArgument, argument.Span,
                $"`{function.Item.Name}` takes {TypeDisplay.WithArticle(expected)} as `{parameter.Name}`, "
                    + $"but got {TypeDisplay.WithArticle(actual)}",
                TypeDisplay.WithArticle(actual), HintFor(expected, actual, argument), related);
        }
        else
        {
            ReportMismatch(
                argument, mismatch, $"`{function.Item.Name}` declares `{parameter.Name}` as {TypeDisplay.Short(expected)}", related);
        }
    }

    /// <summary>Reports a value that differs from its declaration in a part that calls do not check.</summary>
    private void ReportMismatch(Expr value, Mismatch mismatch, string message, RelatedPlace declared)
    {
        var at = MismatchPlace.In(value, mismatch);
        var text = $"{message}, but {MismatchText.DescribeFields(mismatch) ?? "this has a different type"}";
        var (label, hint) = (MismatchText.Label(mismatch, at), HintFor(mismatch, at));
        if (mismatch.IsCertain)
            Error(CheckingCodes.UnlikeDeclared, at.Expr.Span, text, label, hint, declared);
        else
            Warning(CheckingCodes.UnlikeDeclared, at.Expr.Span, text, label, hint, declared);
    }

    private DarkType CallOfValue(Expr function, DarkType callee, IReadOnlyList<Expr> arguments, Span span, bool isPiped)
    {
        var actual = InferAll(arguments);
        // What could not be read among the arguments is no call.
        if (program.Program.Sink.IsUnreadable(At(span), At(span)))
            return DarkType.Any;
        if (callee is not DarkType.Function known)
        {
            ReportNotCallable(function, callee, arguments, isPiped);
            return DarkType.Any;
        }
        if (known.Parameters is { } parameters && parameters.Count != actual.Count)
        {
            var piped = isPiped ? ", counting the piped value" : "";
            Error(
                CheckingCodes.WrongCallCount, span,
                $"this function takes {CallErrors.Count(parameters.Count)}, but got {actual.Count}{piped}",
                parameters.Count > actual.Count
                    ? $"{CallErrors.Count(parameters.Count - actual.Count)} missing"
                    : $"{CallErrors.Count(actual.Count - parameters.Count)} too many",
                "functions take all their arguments at once; to pass only some of them, wrap the call in a lambda");
        }
        return known.Returns;
    }

    private void ReportNotCallable(Expr function, DarkType callee, IReadOnlyList<Expr> arguments, bool isPiped)
    {
        var first = arguments.Count > 0 ? arguments[0] : null;
        var index = first is null ? null : CallHelp.ForIndex(item.Source, function, first);
        var isEvent = callee.Kind is null && IsOfEvent(function);
        if (callee.Kind is null && !isEvent)
        {
            if (index is not null)
                Warning(CheckingCodes.IndexBrackets, first!.Span, "this calls the value before it with a list", "no index", index);
        }
        // The resolver has already reported literals.
        else if (function is NameExpr or FieldExpr or ApplyExpr or PipeExpr or IfExpr or MatchExpr or LetExpr or BinaryExpr)
        {
            var what = isEvent ? "a part of an event" : TypeDisplay.WithArticle(callee);
            var minus = arguments.Count == 1 ? CallHelp.ForMinus(item.Source, function, first!) : null;
            Error(
                CheckingCodes.NotCallable, function.Span, $"{what} is not a function, so it can't be called",
                isPiped ? "the value is piped into this" : "arguments follow it",
                index ?? minus ?? HelpForHiddenFunction(function) ?? CallHelp.ForNoFunction(isPiped));
        }
    }

    /// <summary>Whether an expression is the event of the worker or a part of it: events hold no functions.</summary>
    private bool IsOfEvent(Expr expr)
    {
        while (expr is FieldExpr field)
            expr = field.Target;
        return HasEvent && expr is NameExpr { Name: var name } && _scope.FindLastIndex(bound => bound.Name == name) == 0;
    }

    private string? HelpForHiddenFunction(Expr function) =>
        function is NameExpr { Name: var name }
            && (program.Program.Declarations.FindFunction(name) is not null || program.Program.Library.Find(name) is not null)
            ? $"`{name}` is a value here, which hides the function `{name}`: rename the value"
            : null;

    private DarkType.Function InferLambda(LambdaExpr lambda, IReadOnlyList<DarkType> arguments)
    {
        var mark = _scope.Count;
        for (var i = 0; i < lambda.Parameters.Count; i++)
            BindPattern(lambda.Parameters[i], arguments[i], lambda.Parameters[i].Span);
        var gives = Infer(lambda.Body);
        Release(mark);
        return new DarkType.Function([.. lambda.Parameters.Select(_ => DarkType.Any)], gives);
    }
}
