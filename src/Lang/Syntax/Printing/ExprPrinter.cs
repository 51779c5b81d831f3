using DarkLang.Lang.Evaluation;
using static DarkLang.Lang.Syntax.Printing.TreeNode;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>Turns expressions and patterns into nodes to print.</summary>
internal static class ExprPrinter
{
    public static TreeNode Of(Expr expr) => expr switch
    {
        IntLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteral literal => TreeNode.List("float", Number(literal.Value)),
        DecimalLiteral literal => TreeNode.List("decimal", literal.Value.ToString(CultureInfo.InvariantCulture)),
        BoolLiteral literal => literal.Value ? "true" : "false",
        NullLiteral => "null",
        StringLiteral { Raw: true } literal => TreeNode.List("raw", Quote(literal.Value)),
        StringLiteral literal => Quote(literal.Value),
        CharLiteral literal => TreeNode.List("char", Quote(literal.Value)),
        Interpolation text => TreeNode.List("interpolate", text.Parts.Select(Part)),
        DurationLiteral literal => TreeNode.List("duration", literal.Value.ToString("c", CultureInfo.InvariantCulture)),
        Hole => "___",
        NameExpr name => name.Name + Rail(name.Rail),
        LibraryNameExpr name => name.FullName + Rail(name.Rail),
        ConstructorExpr constructor => constructor.Constructor.ToString(),
        UpperNameExpr name => name.Name,
        LetExpr let => TreeNode.List(let.OneLine ? "let-in" : "let", PatternPrinter.Of(let.Pattern), Of(let.Value), Of(let.Body)),
        SequenceExpr sequence => TreeNode.List("do", Of(sequence.First), Of(sequence.Rest)),
        IfExpr { Else: null } choice => TreeNode.List("if", Of(choice.Condition), Of(choice.Then)),
        IfExpr choice => TreeNode.List("if", Of(choice.Condition), Of(choice.Then), Of(choice.Else)),
        MatchExpr match => TreeNode.List("match", match.Arms.Select(Arm).Prepend(Of(match.Subject))),
        LambdaExpr lambda => TreeNode.List("lambda", TreeNode.List("params", lambda.Parameters.Select(PatternPrinter.Of)), Of(lambda.Body)),
        PipeExpr pipe => TreeNode.List("pipe", Of(pipe.Left), Stage(pipe.Stage)),
        BinaryExpr binary => TreeNode.List(OperatorText.Of(binary.Operator), Of(binary.Left), Of(binary.Right)),
        NegateExpr negate => TreeNode.List("negate", Of(negate.Operand)),
        OperatorFunctionExpr function => TreeNode.List("operator", OperatorText.Of(function.Operator)),
        ApplyExpr apply => TreeNode.List("call", apply.Arguments.Select(Of).Prepend(Of(apply.Function))),
        FieldExpr field => TreeNode.List("field", Of(field.Target), Quote(field.Field)),
        ParenExpr paren => TreeNode.List("paren", Of(paren.Inner)),
        TupleExpr tuple => TreeNode.List("tuple", tuple.Items.Select(Of)),
        ListExpr list => TreeNode.List("list", list.Items.Select(Of)),
        RecordExpr { Base: null } record => TreeNode.List("record", record.Fields.Select(Field)),
        RecordExpr record => TreeNode.List("update", record.Fields.Select(Field).Prepend(Of(record.Base))),
        MissingExpr => "<missing>",
        _ => throw new UnreachableException(),
    };

    private static string Rail(bool rail) => rail ? "?" : "";

    private static TreeNode Part(InterpolationPart part) => part switch
    {
        InterpolationText text => Quote(text.Value),
        InterpolationHole hole => Of(hole.Value),
        _ => throw new UnreachableException(),
    };

    private static TreeNode Arm(MatchArm arm)
    {
        var patterns = TreeNode.List("case", arm.Patterns.Select(PatternPrinter.Of));
        return arm.Guard is null
            ? TreeNode.List("arm", patterns, Of(arm.Body))
            : TreeNode.List("arm", patterns, TreeNode.List("when", Of(arm.Guard)), Of(arm.Body));
    }

    private static TreeNode Stage(PipeStage stage) => stage switch
    {
        OperatorStage operation => TreeNode.List("stage", OperatorText.Of(operation.Operator), Of(operation.Right)),
        CallStage call => TreeNode.List("stage", call.Arguments.Select(Of).Prepend(Of(call.Function))),
        _ => throw new UnreachableException(),
    };

    private static TreeNode Field(RecordField field) => TreeNode.List(Quote(field.Name), Of(field.Value));
}

internal static class PatternPrinter
{
    public static TreeNode Of(Pattern pattern) => pattern switch
    {
        WildcardPattern => "_",
        NamePattern name => name.Name,
        LiteralPattern literal => ExprPrinter.Of(literal.Literal),
        ConstructorPattern { Argument: null } constructor => constructor.Constructor.ToString(),
        ConstructorPattern constructor => TreeNode.List(constructor.Constructor.ToString(), Of(constructor.Argument)),
        TuplePattern tuple => TreeNode.List("tuple", tuple.Items.Select(Of)),
        ListPattern list => TreeNode.List("list", list.Items.Select(Of)),
        ConsPattern cons => TreeNode.List("::", Of(cons.Head), Of(cons.Tail)),
        RecordPattern record => TreeNode.List("record", record.Fields.Select(Of)),
        _ => throw new UnreachableException(),
    };
}
