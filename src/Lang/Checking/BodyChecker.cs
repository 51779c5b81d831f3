using System.Diagnostics;
using System.Runtime.CompilerServices;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Lints;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Infers what the expressions of one body give, from the inside out, and reports those that can't be right.</summary>
/// <param name="item">All of the item that the body belongs to.</param>
internal sealed partial class BodyChecker(CheckedProgram program, Location item, IReadOnlyList<(string Name, DarkType Type)> parameters)
{
    private readonly List<(string Name, DarkType Type)> _scope = [.. parameters];

    // What a `?` may end the body with.
    private DarkType _rail = DarkType.Never;

    // While above zero nothing is reported: the same code is looked at again, or is meant to fail.
    private int _silent;
    private int _folds;

    // The pipe that a lambda without parentheses around it ends with: it may be meant to go on after the lambda.
    private Span? _openPipe;
    private FnItem? _function;

    /// <summary>A test may compare what is never equal, to show that it is not; when it fails, both sides are told.</summary>
    public bool IsTest { get; init; }

    /// <param name="function">Whose body it is, to hold it to what it declares.</param>
    public DarkType CheckBody(Expr body, FnItem? function)
    {
        _function = function?.Returns is null ? null : function;
        var result = _function is null ? Infer(body) : InferResult(body);
        return TypeJoin.Of(result, _rail);
    }

    /// <summary>An option that is worked out for each event.</summary>
    public void CheckOption(RecordField option)
    {
        var type = CheckBody(option.Value, null);
        if (option.Name == "priority" && type.Kind is { } kind && kind != ValueKind.Int)
            Error(
                ResolutionCodes.OptionWrongKind, option.Value.Span, $"`priority` takes an Int, but this is {TypeDisplay.InSentence(type)}",
                TypeDisplay.InSentence(type), ConversionHint.For(DarkType.Int, type));
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
        IntLiteral => DarkType.Int,
        FloatLiteral => DarkType.Float,
        BoolLiteral => DarkType.Bool,
        NullLiteral => DarkType.Null,
        StringLiteral => DarkType.String,
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
        MissingExpr or DurationLiteral => DarkType.Any,
        _ => throw new UnreachableException(),
    };

    /// <summary>The body of a function that declares its result: every expression that may be the last is held to it.</summary>
    private DarkType InferResult(Expr expr) => expr switch
    {
        LetExpr or SequenceExpr => InferBlock(expr, InferResult),
        IfExpr choice => InferLastIf(choice),
        MatchExpr match => InferMatch(match, InferResult),
        ParenExpr paren => InferResult(paren.Inner),
        _ => HoldToResult(expr, Infer(expr)),
    };

    private DarkType InferLastIf(IfExpr choice)
    {
        var type = InferIf(choice, InferResult);
        var declared = program.Types.Of(_function!.Returns);
        CheckElse(choice, declared, new RelatedPlace(At(_function.Returns!.Span), $"null is not {TypeDisplay.InSentence(declared)}"));
        return type;
    }

    /// <summary>An <c>if</c> that is null whenever its condition is false, where something else has to be.</summary>
    private void CheckElse(Expr value, DarkType expected, RelatedPlace declared)
    {
        if (value.WithoutParentheses() is IfExpr { Else: null } choice && expected.Kind is not (null or ValueKind.Null))
            Warning(
                LintCodes.MissingElse,
                item.Source.FirstLineOf(choice.Span),
                "an `if` without `else` whose value is needed",
                "null when the condition is false",
                "add an `else` with the other value",
                declared);
    }

    private DarkType HoldToResult(Expr expr, DarkType actual)
    {
        var declared = program.Types.Of(_function!.Returns);
        var mismatch = Mismatch.Between(actual, declared);
        if (mismatch is null)
            return actual;
        var at = new RelatedPlace(At(_function.Returns!.Span), "declared here");
        if (mismatch.Path.Length == 0 && actual.Kind != declared.Kind)
        {
            Error(
                CheckingCodes.WrongResult,
                    expr.Span,
                    $"`{_function.Name}` is declared to give {TypeDisplay.InSentence(declared)}, but this is {TypeDisplay.InSentence(actual)}",
                TypeDisplay.InSentence(actual), ConversionHint.For(declared, actual), at);
        }
        else
        {
            Unlike(expr, mismatch, $"`{_function.Name}` is declared to give {TypeDisplay.InSentence(declared)}, but gives another", at);
        }
        return DarkType.Any;
    }

    /// <summary>Lets and statements in a row, however many.</summary>
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

    private DarkType InferInterpolation(Interpolation text)
    {
        foreach (var hole in text.Parts.OfType<InterpolationHole>())
            Infer(hole.Value);
        return DarkType.String;
    }

    // What never comes about is bound to anything: the code after it says nothing about types.
    private void Bind(string name, DarkType type) => _scope.Add((name, type is DarkType.Nowhere ? DarkType.Any : type));

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

    private Location At(Span span) => new(item.Source, span);

    private void Error(string code, Span span, string message, string label, string? help, params RelatedPlace[] related)
    {
        if (MayReport(code, span))
            program.Program.Sink.Error(code, At(span), message, label, help, related);
    }

    private void Warning(string code, Span span, string message, string label, string? help, params RelatedPlace[] related)
    {
        // One mistake, one message: what is odd about an item with an error mostly follows from it.
        if (!program.Program.Sink.HasErrorIn(item) && MayReport(code, span))
            program.Program.Sink.Warning(code, At(span), message, label, help, related);
    }

    // What is wrong inside of it already says nothing new about the whole, and after something that could not be read
    // nothing is sure.
    private bool MayReport(string code, Span span)
    {
        var sink = program.Program.Sink;
        return _silent == 0 && !sink.HasErrorIn(At(span)) && !sink.IsUnreadable(item, At(span)) && program.IsNew(code, At(span));
    }
}
