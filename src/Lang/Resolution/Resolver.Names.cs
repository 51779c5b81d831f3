using DarkLang.Lang.Evaluation.Functions;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    /// <summary>Resolves a name used as a value: functions without parameters are called, others are values themselves.</summary>
    private Node ResolveName(Expr name)
    {
        var callee = FindCallee(name);
        var node = ValueOf(callee, name.Span);
        return HasRail(name) ? Unwrap(callee, name.Span, node) : node;
    }

    private Node ValueOf(Callee callee, Span span) => callee switch
    {
        Callee.Computed computed => computed.Value,
        Callee.OfCanvas { Function.Code: { ParameterCount: 0 } code } => new CallNode(Site(span), code, []),
        Callee.OfCanvas canvas => Constant(new CanvasFunction(canvas.Function.Code)),
        Callee.OfLibrary { Function: { Parameters.Count: 0 } function } => LibraryCall(span, function, []),
        Callee.OfLibrary library => Constant(new LibraryFunctionValue(library.Function)),
        Callee.OfConstructor { Constructor: Constructor.Nothing } => new ConstantNode(Value.Nothing),
        Callee.OfConstructor constructor => Constant(new ConstructorFunction(constructor.Constructor)),
        Callee.OfOperator op => Constant(new OperatorFunction(op.Operator)),
        Callee.Unknown => Missing,
        _ => throw new UnreachableException(),
    };

    private static ConstantNode Constant(FunctionValue function) => new(Value.Of(function));

    private Node Unwrap(Callee callee, Span span, Node node)
    {
        if (node is ConstantNode && callee is Callee.OfCanvas or Callee.OfLibrary)
        {
            Sink.Error(ResolutionCodes.RailWithoutCall, At(span), "`?` unwraps the result of a call, but nothing is called here",
                "a function, not a result", "write the arguments after it, or remove the `?`");
            return Missing;
        }
        return Unwrap(span, node);
    }

    private UnwrapNode Unwrap(Span span, Node call)
    {
        _scope.Root.HasRail = true;
        // Record the value even if it ends the function.
        return new UnwrapNode(Site(span), _scope.Root.Code, program.Records ? Recorded(span, call) : call);
    }

    private static bool HasRail(Expr name) => name is NameExpr { Rail: true } or LibraryNameExpr { Rail: true };

    private Callee FindCallee(Expr expr) => expr switch
    {
        ParenExpr paren => FindCallee(paren.Inner),
        NameExpr name => FindName(name),
        LibraryNameExpr name => FindLibraryName(name),
        UpperNameExpr name => Unknown(name),
        ConstructorExpr constructor => new Callee.OfConstructor(constructor.Constructor),
        OperatorFunctionExpr op => new Callee.OfOperator(op.Operator),
        _ => new Callee.Computed(Resolve(expr)),
    };

    private Callee FindName(NameExpr name)
    {
        if (_scope.Find(name.Name) is { } variable)
            return new Callee.Computed(variable);
        if (program.Declarations.FindFunction(name.Name) is { } function)
            return new Callee.OfCanvas(function);
        if (program.Library.Find(name.Name) is { } library)
            return new Callee.OfLibrary(library);
        return program.Declarations.IsBroken(name.Name) ? new Callee.Unknown() : Unknown(name);
    }

    private Callee FindLibraryName(LibraryNameExpr name)
    {
        if (name.Module == TestFunctions.Module && kind != BodyKind.Test)
        {
            Sink.Error(ResolutionCodes.TestFunctionOutsideTest, At(name.Span), $"`{name.FullName}` can only be used in tests",
                "not inside a test", "move it into a test item");
            return new Callee.Unknown();
        }
        return program.FindLibrary(name) is { } function ? new Callee.OfLibrary(function) : Unknown(name);
    }
}
