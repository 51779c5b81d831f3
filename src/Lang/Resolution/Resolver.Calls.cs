using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    private Node ResolvePipe(PipeExpr pipe) => pipe.Stage switch
    {
        OperatorStage stage => ResolveBinary(stage.Operator, stage.OperatorSpan, pipe.Left, stage.Right),
        CallStage stage => ResolveCall(stage.Span, stage.Function, [pipe.Left, .. stage.Arguments], isPiped: true),
        _ => throw new UnreachableException(),
    };

    private Node ResolveCall(Span span, Expr function, IReadOnlyList<Expr> arguments, bool isPiped)
    {
        var callee = FindCallee(function);
        var expectsFailure = callee is Callee.OfLibrary { Function.ExpectsFailure: true };
        _expectsFailure += expectsFailure ? 1 : 0;
        var values = ResolveAll(arguments);
        _expectsFailure -= expectsFailure ? 1 : 0;
        var node = Call(callee, new CallSyntax(span, function, arguments, isPiped), values);
        return HasRail(function) && callee is not Callee.Unknown ? Unwrap(span, node) : node;
    }

    private Node Call(Callee callee, CallSyntax call, Node[] values)
    {
        switch (callee)
        {
            case Callee.OfCanvas { Function: { Code: var code } declared }
                when HasCount(call, code.ParameterCount, $"`{code.Name}`", Signature(declared)):
                return new CallNode(Site(call.Span), code, values);
            case Callee.OfLibrary { Function: var library }
                when HasCount(call, library.Parameters.Count, $"`{library.Name}`", library.Signature):
                if (_expectsFailure == 0)
                {
                    EmitCheck.Check(program, library, call, source);
                    StubCheck.Check(program, library, call, source);
                }
                return LibraryCall(call.Span, library, values);
            case Callee.OfConstructor { Constructor: var constructor }
                when HasCount(call, constructor == Constructor.Nothing ? 0 : 1, $"`{constructor}`", ConstructorHelp(constructor)):
                return new ConstructNode(constructor, values[0]);
            case Callee.OfOperator { Operator: var op } when HasCount(call, 2, $"`({OperatorText.Of(op)})`", null):
                return Operator(op, Site(call.Span), values[0], values[1]);
            case Callee.Computed { Value: var value } when IsCallable(call):
                return new CallValueNode(Site(call.Span), value, values);
            default:
                return _expectsFailure > 0 ? new CallValueNode(Site(call.Span), ValueOf(callee, call.Function.Span), values) : Missing;
        }
    }

    private bool IsCallable(CallSyntax call)
    {
        var function = call.Function.WithoutParentheses();
        if (function is LambdaExpr lambda)
            return HasCount(call, lambda.Parameters.Count, "the lambda", null);
        var what = function switch
        {
            StringLiteral or Interpolation => "a String",
            CharLiteral => "a Char",
            BoolLiteral => "a Bool",
            NullLiteral => "null",
            Literal => "a number",
            ListExpr => "a list",
            TupleExpr => "a tuple",
            RecordExpr => "a record",
            _ => null,
        };
        if (what is null)
            return true;
        if (_expectsFailure > 0 || IsConsequence(call.Span))
            return false;
        Sink.Error(ResolutionCodes.NotAFunction, At(call.Function.Span), $"{what} is not a function, so it can't be called",
            call.IsPiped ? "the value is piped into this" : "arguments follow it", CallHelp.ForNoFunction(call.IsPiped));
        return false;
    }

    private bool HasCount(CallSyntax call, int expected, string name, string? signature)
    {
        var given = call.Arguments.Count;
        if (given == expected)
            return true;
        // A missing bracket turns several arguments into one, so the count says nothing about the call.
        if (_expectsFailure > 0 || IsConsequence(call.Span))
            return false;
        var piped = call.IsPiped ? ", counting the piped value" : "";
        Sink.Error(
            ResolutionCodes.WrongArgumentCount, At(call.Span),
            $"{name} takes {(expected == 0 ? "no arguments" : CallErrors.Count(expected))}, but got {given}{piped}",
            given < expected ? $"{CallErrors.Count(expected - given)} missing" : $"{CallErrors.Count(given - expected)} too many",
            HelpForCount(call, expected) ?? signature);
        return false;
    }

    /// <summary>Help for arguments that are written as a tuple, and for an emit without a worker.</summary>
    private string? HelpForCount(CallSyntax call, int expected)
    {
        if (call is { IsPiped: false, Arguments: [TupleExpr tuple] } && tuple.Items.Count == expected)
            return $"separate arguments with spaces: `{source[call.Function.Span]} {string.Join(' ', tuple.Items.Select(AsArgument))}`";
        if (!call.IsPiped && call.Arguments.Count > expected && CallHelp.ForArguments(source, call) is { } help)
            return help;
        return call is { IsPiped: false, Arguments: [_], Function: NameExpr { Name: "emit" } }
            ? $"write `{source[call.Span]} \"name-of-the-worker\"`"
            : null;
    }

    private string AsArgument(Expr item) =>
        item is BinaryExpr or ApplyExpr or PipeExpr or IfExpr or MatchExpr or LambdaExpr or LetExpr or NegateExpr
        ? $"({source[item.Span]})"
        : source[item.Span].ToString();

    private static string Signature(DeclaredFunction declared)
    {
        var parameters = declared.Item.Parameters.Select(parameter => declared.Source[parameter.Span].ToString());
        return $"it is declared as `fn {string.Join(' ', parameters.Prepend(declared.Item.Name))}`";
    }

    private static string ConstructorHelp(Constructor constructor) =>
        constructor == Constructor.Nothing
            ? "`Just` holds a value, `Nothing` does not"
            : $"put the value in parentheses: `{constructor} (…)`";
}

/// <summary>A call as written; in a pipe, the piped value is the first argument.</summary>
internal sealed record CallSyntax(Span Span, Expr Function, IReadOnlyList<Expr> Arguments, bool IsPiped);
