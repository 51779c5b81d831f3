using System.Runtime.CompilerServices;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Lints;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Infers the types of the expressions of one body, from the inside out, and reports those that can't be right.</summary>
/// <param name="item">The whole item that the body belongs to.</param>
internal sealed partial class BodyChecker(CheckedProgram program, Location item, IReadOnlyList<(string Name, DarkType Type)> parameters)
{
    private readonly List<(string Name, DarkType Type)> _scope = [.. parameters];

    // The type of the values that a `?` may end the body with.
    private DarkType _rail = DarkType.Never;

    // While above zero nothing is reported: the code is checked a second time, or is expected to fail.
    private int _silent;
    private int _folds;

    // The pipe at the end of a lambda without parentheses; it may have been meant to follow the lambda.
    private Span? _openPipe;
    private FnItem? _function;

    /// <summary>Whether this is a test, which may compare values that are never equal: when it fails, both sides are shown.</summary>
    public bool IsTest { get; init; }

    /// <summary>The option with which a worker says that failed attempts are retried; null if this is not such a worker.</summary>
    public RecordField? Retries { get; init; }

    /// <summary>Whether this is the body of a worker, whose parameter is its event.</summary>
    public bool HasEvent { get; init; }

    /// <param name="function">The function whose body it is, if any; the body is checked against its declared result.</param>
    public DarkType CheckBody(Expr body, FnItem? function)
    {
        _function = function?.Returns is null ? null : function;
        var result = _function is not null ? InferResult(body) : Retries is not null ? InferLast(body) : Infer(body);
        return TypeJoin.Of(result, _rail);
    }

    /// <summary>Checks an option that is computed for each event.</summary>
    public void CheckOption(RecordField option)
    {
        var type = CheckBody(option.Value, null);
        if (option.Name == "priority" && type.Kind is { } kind && kind != ValueKind.Int)
            Error(
                ResolutionCodes.OptionWrongKind, option.Value.Span, $"`priority` takes an Int, but this is {TypeDisplay.WithArticle(type)}",
                TypeDisplay.WithArticle(type), ConversionHint.For(DarkType.Int, type));
        if (option.Name == "share" && type is DarkType.Tuple { Items: [_, { Kind: { } weight } second] } && weight != ValueKind.Int)
            Error(
                ResolutionCodes.OptionWrongKind, option.Value.Span,
                $"the weight of `share` takes an Int, but this is {TypeDisplay.WithArticle(second)}", TypeDisplay.WithArticle(type),
                "a share of two values is a List: `share: [event.a, event.b]`");
    }

    /// <summary>Checks a condition that chooses messages.</summary>
    public void CheckCondition(Expr condition)
    {
        var type = CheckBody(condition, null);
        if (type.Kind is { } kind && kind != ValueKind.Bool)
            Error(
                CheckingCodes.ConditionNotBool, condition.Span,
                $"a condition is true or false, but this is {TypeDisplay.WithArticle(type)}", TypeDisplay.WithArticle(type),
                "compare it with something, such as `event.total > 100`");
    }

    private DarkType Infer(Expr expr)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return DarkType.Any;
        var type = InferAny(expr);
        return type.IsTooLarge ? DarkType.Any : type;
    }

    private DarkType InferAny(Expr expr) => expr switch
    {
        IntLiteral or DurationLiteral => DarkType.Int,
        FloatLiteral => DarkType.Float,
        DecimalLiteral => DarkType.Decimal,
        BoolLiteral => DarkType.Bool,
        NullLiteral => DarkType.Null,
        StringLiteral text => InferString(text),
        CharLiteral => DarkType.Char,
        Interpolation text => InferInterpolation(text),
        Hole => DarkType.Never,
        NameExpr or LibraryNameExpr or ConstructorExpr or UpperNameExpr or OperatorFunctionExpr => InferName(expr),
        LetExpr or SequenceExpr => InferBlock(expr, Infer),
        IfExpr choice => InferIf(choice, Infer),
        MatchExpr match => InferMatch(match, Infer),
        LambdaExpr lambda => InferLambda(lambda, [.. lambda.Parameters.Select(_ => DarkType.Any)]),
        PipeExpr pipe => InferPipe(pipe),
        BinaryExpr binary => InferBinary(binary.Operator, binary.Left, binary.Right, binary.Span),
        NegateExpr negate => InferNegate(negate),
        ApplyExpr apply => InferCall(apply.Span, apply.Function, apply.Arguments, isPiped: false),
        FieldExpr field => InferField(field),
        ParenExpr paren => Infer(paren.Inner),
        TupleExpr tuple => new DarkType.Tuple([.. tuple.Items.Select(Infer)]),
        ListExpr list => new DarkType.List(TypeJoin.Of([.. list.Items.Select(Infer)]), list.Items.Count > 0),
        RecordExpr record => InferRecord(record),
        MissingExpr => DarkType.Any,
        _ => throw new UnreachableException(),
    };

    /// <summary>Infers the body of a function that declares its result, and checks each expression that may be its value.</summary>
    private DarkType InferResult(Expr expr) => expr switch
    {
        LetExpr or SequenceExpr => InferBlock(expr, InferResult),
        IfExpr choice => InferLastIf(choice),
        MatchExpr match => InferMatch(match, InferResult),
        ParenExpr paren => InferResult(paren.Inner),
        _ => CheckResult(expr, Infer(expr)),
    };

    private DarkType InferLastIf(IfExpr choice)
    {
        var type = InferIf(choice, InferResult);
        var declared = program.Types.Of(_function!.Returns);
        CheckElse(choice, declared, new RelatedPlace(At(_function.Returns!.Span), $"null is not {TypeDisplay.WithArticle(declared)}"));
        return type;
    }

    /// <summary>Warns of an <c>if</c> without <c>else</c> where null is not allowed.</summary>
    private void CheckElse(Expr value, DarkType expected, RelatedPlace declared)
    {
        if (value.WithoutParentheses() is IfExpr { Else: null } choice && expected.Kind is not (null or ValueKind.Null))
            Warning(LintCodes.MissingElse, item.Source.FirstLineOf(choice.Span), "this `if` needs an `else`, because its value is used",
                "null when the condition is false", "add an `else` with the other value", declared);
    }

    private DarkType CheckResult(Expr expr, DarkType actual)
    {
        var declared = program.Types.Of(_function!.Returns);
        var at = new RelatedPlace(At(_function.Returns!.Span), "declared here");
        if (Mismatch.Between(actual, declared) is not { } mismatch)
        {
            WarnOfExtraFields(expr, declared, at);
            return actual;
        }
        var isDeclared = $"`{_function.Name}` is declared to return {TypeDisplay.WithArticle(declared)}";
        if (mismatch.Path.Length == 0 && actual.Kind != declared.Kind)
            Error(CheckingCodes.WrongResult, expr.Span, $"{isDeclared}, but this is {TypeDisplay.WithArticle(actual)}",
                TypeDisplay.WithArticle(actual), HintFor(declared, actual, expr), at);
        else
            ReportMismatch(expr, mismatch, isDeclared, at);
        return DarkType.Any;
    }

    /// <summary>Infers a sequence of lets and statements, however long.</summary>
    private DarkType InferBlock(Expr expr, Func<Expr, DarkType> last)
    {
        var mark = _scope.Count;
        while (true)
        {
            if (expr is LetExpr let)
            {
                BindLet(let.Pattern, Infer(let.Value), let.Value);
                expr = let.Body;
            }
            else if (expr is SequenceExpr sequence)
            {
                Infer(sequence.First);
                expr = sequence.Rest;
            }
            else
            {
                break;
            }
        }
        var result = last(expr);
        Release(mark);
        return result;
    }

    private DarkType InferIf(IfExpr choice, Func<Expr, DarkType> branch)
    {
        Infer(choice.Condition);
        var then = branch(choice.Then);
        return TypeJoin.Of(then, choice.Else is { } otherwise ? branch(otherwise) : DarkType.Null);
    }

    private DarkType InferString(StringLiteral text)
    {
        WarnOfPlainBraces(text);
        return DarkType.String;
    }

    private DarkType InferInterpolation(Interpolation text)
    {
        foreach (var hole in text.Parts.OfType<InterpolationHole>())
            Infer(hole.Value);
        return DarkType.String;
    }

    // A value that never exists is bound as Any: the code after it never runs, and says nothing about types.
    private void Bind(string name, DarkType type) => _scope.Add((name, type is DarkType.NeverType ? DarkType.Any : type));

    private void Release(int mark) => _scope.RemoveRange(mark, _scope.Count - mark);

    private DarkType? Find(string name)
    {
        for (var i = _scope.Count - 1; i >= 0; i--)
        {
            if (_scope[i].Name == name)
                return _scope[i].Type;
        }
        return null;
    }

    /// <summary>Suggests how to write the expression so that it has the expected type.</summary>
    private string? HintFor(DarkType expected, DarkType actual, Expr written) =>
        LiteralHint.For(expected.Kind, written, item.Source) ?? ConversionHint.For(expected, actual);

    private Location At(Span span) => new(item.Source, span);

    private void Error(string code, Span span, string message, string label, string? help, params RelatedPlace[] related) =>
        Report(isError: true, code, span, message, label, help, related);

    private void Warning(string code, Span span, string message, string label, string? help, params RelatedPlace[] related) =>
        Report(isError: false, code, span, message, label, help, related);

    private void Report(bool isError, string code, Span span, string message, string label, string? help, params RelatedPlace[] related)
    {
        var sink = program.Program.Sink;
        var at = At(span);
        // One mistake, one message: warnings about an item with an error mostly follow from that error.
        if (_silent > 0 || (!isError && sink.HasErrorIn(item)))
            return;
        // An error inside the span already explains it, and nothing is certain after something that could not be read.
        if (sink.HasErrorIn(at) || sink.IsUnreadable(item, at) || !program.IsNew(code, at))
            return;
        if (isError)
            sink.Error(code, at, message, label, help, related);
        else
            sink.Warning(code, at, message, label, help, related);
    }
}
