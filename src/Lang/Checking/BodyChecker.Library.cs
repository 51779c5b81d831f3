using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    private const int MaxFoldDepth = 2;

    private DarkType CallOfLibrary(LibraryFunction function, IReadOnlyList<Expr> arguments, Span span)
    {
        if (function.ExpectsFailure)
            return InferExpectedFailure(arguments, function);
        var variables = new Dictionary<string, DarkType>(StringComparer.Ordinal);
        var actual = new DarkType[arguments.Count];
        for (var i = 0; i < actual.Length; i++)
        {
            if (IsCallback(function, i, arguments[i]))
                continue;
            actual[i] = Infer(arguments[i]);
            if (i < actual.Length - 1 || !IsSwappedEmit(function, arguments, actual[i], span))
                CheckArgument(function, i, arguments[i], actual[i], span);
            CheckFormat(function.Parameters[i].Type.Format, arguments[i]);
            LibraryTypes.Bind(function.Parameters[i].Type, actual[i], variables);
        }
        // The other arguments determine what lambdas are called with.
        for (var i = 0; i < actual.Length; i++)
        {
            if (IsCallback(function, i, arguments[i]))
                actual[i] = InferCallback(function, i, arguments[i], variables);
            if (function.Parameters[i].Type.Kind == ValueKind.Function)
                CheckCallback(function, i, arguments[i], actual, variables);
        }
        CheckEvent(function, arguments, actual);
        if (function.Name == "JSON::decode")
            return DecodedType(arguments[1]);
        return LibraryTypes.Result(function, variables) ?? LibraryTypes.Of(function.Returns, variables);
    }

    private DarkType InferExpectedFailure(IReadOnlyList<Expr> arguments, LibraryFunction function)
    {
        _silent++;
        InferAll(arguments);
        _silent--;
        return LibraryTypes.Of(function.Returns);
    }

    private static bool IsCallback(LibraryFunction function, int index, Expr argument) =>
        function.Parameters[index].Type.Kind == ValueKind.Function
        && argument.WithoutParentheses() is LambdaExpr lambda
        && lambda.Parameters.Count == function.Parameters[index].Type.Arguments.Count - 1;

    private DarkType.Function InferCallback(LibraryFunction function, int index, Expr argument, Dictionary<string, DarkType> variables)
    {
        var around = _openPipe;
        _openPipe = argument is LambdaExpr { Body: PipeExpr pipe } ? pipe.Span : null;
        var callback = InferCallback(function, index, (LambdaExpr)argument.WithoutParentheses(), variables);
        _openPipe = around;
        return callback;
    }

    private DarkType.Function InferCallback(LibraryFunction function, int index, LambdaExpr lambda, Dictionary<string, DarkType> variables)
    {
        var type = function.Parameters[index].Type;
        if (LibraryTypes.CallsWithItsResult(function))
            return InferFold(lambda, type, variables);
        var taken = type.Arguments.SkipLast(1).Select(argument => LibraryTypes.Of(argument, variables)).ToArray();
        var callback = InferLambda(lambda, taken);
        LibraryTypes.Bind(type, callback, variables);
        return callback;
    }

    /// <summary>The lambda is called again with its own result, so only what both results have in common is known.</summary>
    private DarkType.Function InferFold(LambdaExpr lambda, LibraryType type, Dictionary<string, DarkType> variables)
    {
        var others = type.Arguments.Skip(1).SkipLast(1).Select(argument => LibraryTypes.Of(argument, variables)).ToArray();
        var before = DarkType.Any;
        // Each level of nested folds would double the work.
        if (_folds < MaxFoldDepth)
        {
            _folds++;
            _silent++;
            before = TypeJoin.Of(variables["b"], ResultFor(variables["b"]));
            if (TypeDisplay.Of(TypeJoin.Of(before, ResultFor(before))) != TypeDisplay.Of(before))
                before = DarkType.Any;
            _silent--;
            _folds--;
        }
        var after = ResultFor(before);
        variables["b"] = TypeJoin.Of(before, after);
        return new DarkType.Function([DarkType.Any, .. others.Select(_ => DarkType.Any)], after);

        DarkType ResultFor(DarkType result) => InferLambda(lambda, [result, .. others]).Returns;
    }

    private void CheckArgument(LibraryFunction function, int index, Expr argument, DarkType actual, Span call)
    {
        var parameter = function.Parameters[index];
        var expected = LibraryTypes.Of(parameter.Type);
        CheckElse(
            argument, expected, new RelatedPlace(At(call), $"`{function.Name}` takes {LibraryError.Article(parameter.Type.ToString())}"));
        if (CheckItems(function, parameter, expected, argument, actual))
            return;
        if (parameter.Type.Kind == ValueKind.Function && actual.Kind == ValueKind.Function
            || Mismatch.Between(actual, expected) is not { } mismatch)
            return;
        // A call that is wrong as a whole, such as an emit with swapped arguments, is reported only once.
        if (program.Program.Sink.HasErrorAt(At(call)))
            return;
        var at = MismatchPlace.In(argument, mismatch);
        var type = parameter.Type.ToString();
        var takes = parameter.Type.Kind == ValueKind.Function ? $"a function {type}" : LibraryError.Article(type);
        var message = $"`{function.Name}` takes {takes} as `{parameter.Name}`, but got {TypeDisplay.WithArticle(actual)}";
        var hint = index == 0 && _openPipe is { } pipe && pipe.Contains(argument.Span)
            ? "the pipe belongs to the lambda: put the lambda in parentheses, or start a line with `|>`"
            : HintFor(mismatch.Expected, mismatch.Actual ?? DarkType.Any, at.Expr) ?? function.Signature;
        Report(mismatch.IsCertain, CheckingCodes.WrongArgument, at.Expr.Span, message, MismatchText.Label(mismatch, at), hint);
    }

    /// <summary>Suggests how to write what does not match, if the place shows all of it.</summary>
    private string? HintFor(Mismatch mismatch, MismatchPlace at) =>
        at is { Path.Length: 0, Wraps: 0 } && LiteralHint.For(mismatch.Expected.Kind, at.Expr, item.Source) is { } hint
            ? hint
            : MismatchText.Hint(mismatch);

    /// <summary>Reports the literal of the wrong kind in a list of several kinds.</summary>
    private bool CheckItems(LibraryFunction function, LibraryParameter parameter, DarkType expected, Expr argument, DarkType actual)
    {
        if (expected is not DarkType.List { Item: { Kind: not null } wanted }
            || actual is not DarkType.List { Item: DarkType.AnyType }
            || argument.WithoutParentheses() is not ListExpr list)
            return false;
        foreach (var literal in list.Items.OfType<Literal>())
        {
            if (Infer(literal) is var type && type.Kind == wanted.Kind)
                continue;
            Error(
                CheckingCodes.WrongArgument, literal.Span,
                $"`{function.Name}` takes {LibraryError.Article(parameter.Type.ToString())} as `{parameter.Name}`, "
                    + $"but got a list with {TypeDisplay.WithArticle(type)} in it",
                TypeDisplay.WithArticle(type), HintFor(wanted, type, literal));
            return true;
        }
        return false;
    }

    /// <summary>Reports an emit with swapped arguments: an error if the last is not a String, a warning if its type is unknown.</summary>
    private bool IsSwappedEmit(LibraryFunction function, IReadOnlyList<Expr> arguments, DarkType name, Span call)
    {
        if (!EmitCheck.IsEmit(function)
            || arguments[0].WithoutParentheses() is not StringLiteral { Value: var first }
            || name.Kind == ValueKind.String)
            return false;
        var message = $"`{function.Name}` takes the event first and the name of the worker last";
        var help = EmitCheck.Swapped(function, arguments, item.Source);
        if (name.Kind is not null)
            Error(ResolutionCodes.SwappedEmit, call, message, "arguments in the wrong order", help);
        else if (arguments[^1].WithoutParentheses() is NameExpr or FieldExpr && program.Program.Declarations.FindWorker(first) is not null)
            Warning(ResolutionCodes.SwappedEmit, call, message, $"\"{first}\" is the name of a worker, but the event comes first", help);
        else
            return false;
        return true;
    }

    private void CheckCallback(
        LibraryFunction function, int index, Expr argument, DarkType[] actual, Dictionary<string, DarkType> variables)
    {
        if (actual[index] is not DarkType.Function { Parameters: not null } callback || !LibraryTypes.MayCall(function, actual))
            return;
        if (CallbackProblem.Find(function, function.Parameters[index].Type, callback, variables) is not { } problem)
            return;
        // A function that is never called does no harm.
        var isError = LibraryTypes.AlwaysCalls(function, actual);
        Report(isError, CheckingCodes.WrongCallback, argument.Span, problem.Message, problem.Label, problem.Hint);
    }

    /// <summary>Reads a literal argument, such as a pattern, as its function will.</summary>
    private void CheckFormat(TextFormat? format, Expr argument)
    {
        if (format is not { } expected || argument.WithoutParentheses() is not StringLiteral { Value: var text } literal)
            return;
        if ((expected == TextFormat.TypeName ? program.Types.Problem(text) : TextProblem.Find(expected, text)) is { } problem)
            Error(CodeOf(expected), literal.Span, problem.Message, problem.Label, problem.Help);
    }

    private static string CodeOf(TextFormat format) => format switch
    {
        TextFormat.Pattern => CheckingCodes.InvalidPattern,
        TextFormat.DateFormat or TextFormat.LocalDateFormat or TextFormat.DateToParse => CheckingCodes.InvalidDateFormat,
        TextFormat.ZoneName => CheckingCodes.UnknownTimeZone,
        TextFormat.EncodingName => CheckingCodes.UnknownEncoding,
        TextFormat.RoundingMode => CheckingCodes.UnknownRounding,
        _ => CheckingCodes.UnknownDecodedType,
    };

    private DarkType.Result DecodedType(Expr name) => new(
        name.WithoutParentheses() is StringLiteral { Value: var text } && program.Types.Find(text) is { } type ? type : DarkType.Any,
        new DarkType.List(DarkType.String));

    /// <summary>Checks an event against the type that its worker declares, including nested parts.</summary>
    private void CheckEvent(LibraryFunction function, IReadOnlyList<Expr> arguments, DarkType[] actual)
    {
        var (worker, given) = function.Name switch
        {
            _ when EmitCheck.IsEmit(function) => (arguments.Count - 1, 0),
            "Test::run" => (0, 1),
            _ => (-1, -1),
        };
        if (worker < 0
            || arguments[worker].WithoutParentheses() is not StringLiteral { Value: var name }
            || program.EventOf(name) is not { } declared)
            return;
        if (function.Name == "Test::run")
            declared = declared.Input;
        var related = new RelatedPlace(declared.DeclaredAt, $"the event is declared as {TypeDisplay.Short(declared.Type)}");
        if (Mismatch.Between(actual[given], declared.Type) is not { } mismatch)
        {
            WarnOfExtraFields(arguments[given], declared.Type, related);
            return;
        }
        var at = MismatchPlace.In(arguments[given], mismatch);
        var message = $"the event does not fit worker \"{name}\": {MismatchText.Describe(mismatch)}";
        Report(mismatch.IsCertain, CheckingCodes.WrongEvent, at.Expr.Span, message, MismatchText.Label(mismatch, at),
            HintFor(mismatch, at), related);
    }
}
