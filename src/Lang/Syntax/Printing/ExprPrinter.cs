using System.Diagnostics;
using System.Globalization;
using DarkLang.Lang.Evaluation;
using static DarkLang.Lang.Syntax.Printing.Node;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>Expressions and patterns as nodes to print.</summary>
internal static class ExprPrinter
{
    public static Node Of(Expr expr) => expr switch
    {
        IntLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteral literal => Node.List("float", Number(literal.Value)),
        BoolLiteral literal => literal.Value ? "true" : "false",
        NullLiteral => "null",
        StringLiteral { Raw: true } literal => Node.List("raw", Quote(literal.Value)),
        StringLiteral literal => Quote(literal.Value),
        CharLiteral literal => Node.List("char", Quote(literal.Value)),
        Interpolation text => Node.List("interpolate", text.Parts.Select(Part)),
        DurationLiteral literal => Node.List("duration", literal.Value.ToString("c", CultureInfo.InvariantCulture)),
        Hole => "___",
        NameExpr name => name.Name + Rail(name.Rail),
        LibraryNameExpr name => name.FullName + Rail(name.Rail),
        ConstructorExpr constructor => constructor.Constructor.ToString(),
        UpperNameExpr name => name.Name,
        LetExpr let => Node.List(let.OneLine ? "let-in" : "let", PatternPrinter.Of(let.Pattern), Of(let.Value), Of(let.Body)),
        SequenceExpr sequence => Node.List("do", Of(sequence.First), Of(sequence.Rest)),
        IfExpr { Else: null } choice => Node.List("if", Of(choice.Condition), Of(choice.Then)),
        IfExpr choice => Node.List("if", Of(choice.Condition), Of(choice.Then), Of(choice.Else)),
        MatchExpr match => Node.List("match", match.Arms.Select(Arm).Prepend(Of(match.Subject))),
        LambdaExpr lambda => Node.List("lambda", Node.List("params", lambda.Parameters.Select(PatternPrinter.Of)), Of(lambda.Body)),
        PipeExpr pipe => Node.List("pipe", Of(pipe.Left), Stage(pipe.Stage)),
        BinaryExpr binary => Node.List(OperatorText.Of(binary.Operator), Of(binary.Left), Of(binary.Right)),
        NegateExpr negate => Node.List("negate", Of(negate.Operand)),
        OperatorFunctionExpr function => Node.List("operator", OperatorText.Of(function.Operator)),
        ApplyExpr apply => Node.List("call", apply.Arguments.Select(Of).Prepend(Of(apply.Function))),
        FieldExpr field => Node.List("field", Of(field.Target), Quote(field.Field)),
        ParenExpr paren => Node.List("paren", Of(paren.Inner)),
        TupleExpr tuple => Node.List("tuple", tuple.Items.Select(Of)),
        ListExpr list => Node.List("list", list.Items.Select(Of)),
        RecordExpr { Base: null } record => Node.List("record", record.Fields.Select(Field)),
        RecordExpr record => Node.List("update", record.Fields.Select(Field).Prepend(Of(record.Base))),
        MissingExpr => "<missing>",
        _ => throw new UnreachableException(),
    };

    private static string Rail(bool rail) => rail ? "?" : "";

    private static Node Part(InterpolationPart part) => part switch
    {
        InterpolationText text => Quote(text.Value),
        InterpolationHole hole => Of(hole.Value),
        _ => throw new UnreachableException(),
    };

    private static Node Arm(MatchArm arm)
    {
        var patterns = Node.List("case", arm.Patterns.Select(PatternPrinter.Of));
        return arm.Guard is null ? Node.List("arm", patterns, Of(arm.Body)) : Node.List("arm", patterns, Node.List("when", Of(arm.Guard)), Of(arm.Body));
    }

    private static Node Stage(PipeStage stage) => stage switch
    {
        OperatorStage operation => Node.List("stage", OperatorText.Of(operation.Operator), Of(operation.Right)),
        CallStage call => Node.List("stage", call.Arguments.Select(Of).Prepend(Of(call.Function))),
        _ => throw new UnreachableException(),
    };

    private static Node Field(RecordField field) => Node.List(Quote(field.Name), Of(field.Value));
}

internal static class PatternPrinter
{
    public static Node Of(Pattern pattern) => pattern switch
    {
        WildcardPattern => "_",
        NamePattern name => name.Name,
        LiteralPattern literal => ExprPrinter.Of(literal.Literal),
        ConstructorPattern { Argument: null } constructor => constructor.Constructor.ToString(),
        ConstructorPattern constructor => Node.List(constructor.Constructor.ToString(), Of(constructor.Argument)),
        TuplePattern tuple => Node.List("tuple", tuple.Items.Select(Of)),
        ListPattern list => Node.List("list", list.Items.Select(Of)),
        ConsPattern cons => Node.List("::", Of(cons.Head), Of(cons.Tail)),
        RecordPattern record => Node.List("record", record.Fields.Select(Of)),
        _ => throw new UnreachableException(),
    };
}
