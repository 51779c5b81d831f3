using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    /// <summary>What a called name refers to: one of the three, or none.</summary>
    private readonly record struct Called(DarkType? Value, DeclaredFunction? OfCanvas, LibraryFunction? OfLibrary);

    private DarkType InferName(Expr name)
    {
        var type = InferPlainName(name);
        return HasRail(name) ? Unwrap(name, type) : type;
    }

    private DarkType InferPlainName(Expr name) => name switch
    {
        ConstructorExpr { Constructor: Constructor.Nothing } => new DarkType.Option(DarkType.Never),
        ConstructorExpr constructor => new DarkType.Function([DarkType.Any], Construct(constructor.Constructor, DarkType.Any)),
        OperatorFunctionExpr op =>
            new DarkType.Function([DarkType.Any, DarkType.Any], OperandRules.IsComparison(op.Operator) ? DarkType.Bool : DarkType.Any),
        _ => FindCalled(name) switch
        {
            { Value: { } value } => value,
            { OfCanvas: { } function } when function.Item.Parameters.Count == 0 => CallOfCanvas(function, []),
            { OfCanvas: { } function } => new DarkType.Function([.. program.ParametersOf(function)], program.ResultOf(function)),
            { OfLibrary: { Parameters.Count: 0 } function } => LibraryTypes.Of(function.Returns),
            { OfLibrary: { } function } => new DarkType.Function(
                [.. function.Parameters.Select(parameter => LibraryTypes.Of(parameter.Type))], LibraryTypes.Of(function.Returns)),
            _ => DarkType.Any,
        },
    };

    private Called FindCalled(Expr expr) => expr switch
    {
        ParenExpr paren => FindCalled(paren.Inner),
        NameExpr name when Find(name.Name) is { } variable => new Called(variable, null, null),
        NameExpr name when program.Program.Declarations.FindFunction(name.Name) is { } function => new Called(null, function, null),
        NameExpr name => new Called(null, null, program.Program.Library.Find(name.Name)),
        LibraryNameExpr name => new Called(null, null, program.Program.FindLibrary(name)),
        _ => default,
    };

    private static bool HasRail(Expr name) => name is NameExpr { Rail: true } or LibraryNameExpr { Rail: true };

    /// <summary>Returns the value that <c>?</c> unwraps; the other side ends the body.</summary>
    private DarkType Unwrap(Expr call, DarkType type)
    {
        switch (type)
        {
            case DarkType.Option option:
                _rail = TypeJoin.Of(_rail, option.IsJust ? DarkType.Never : new DarkType.Option(DarkType.Never));
                return option.Inner is DarkType.NeverType ? DarkType.Any : option.Inner;
            case DarkType.Result result:
                WarnOfError(call, result, "if this is an Error, `?` ends the run here", "write `|> Result::orFail` instead of the `?`");
                _rail = TypeJoin.Of(
                    _rail, result.Error is DarkType.NeverType ? DarkType.Never : new DarkType.Result(DarkType.Never, result.Error));
                return result.Ok is DarkType.NeverType ? DarkType.Any : result.Ok;
            case { Kind: not null }:
                Error(CheckingCodes.NothingToUnwrap, call.Span,
                    $"`?` unwraps an Option or a Result, but this returns {TypeDisplay.WithArticle(type)}", TypeDisplay.WithArticle(type),
                    "remove the `?`");
                return DarkType.Any;
            default:
                _rail = DarkType.Any;
                return DarkType.Any;
        }
    }
}
