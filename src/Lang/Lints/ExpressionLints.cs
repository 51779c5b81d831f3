using DarkLang.Lang.Numerals;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>Warnings about single expressions.</summary>
internal sealed class ExpressionLints(LintedBody body, Purity purity, DiagnosticSink sink)
{
    public void Check(Expr expr)
    {
        switch (expr)
        {
            case SequenceExpr sequence:
                NothingDone(sequence.First);
                break;
            case IfExpr choice:
                ConstantCondition(choice);
                break;
            case PipeExpr pipe:
                LambdaTakesPipe(pipe);
                break;
            case FloatLiteral number:
                InexactFloat(number);
                break;
            case MatchExpr match:
                foreach (var literal in match.Arms.SelectMany(arm => arm.Patterns).SelectMany(pattern => pattern.Literals))
                    Check(literal);
                break;
            case BinaryExpr binary when NeedsValue(binary.Operator):
                MissingElse(binary, binary.Left);
                MissingElse(binary, binary.Right);
                break;
        }
        foreach (var child in ExprChildren.Of(expr))
            Check(child);
    }

    private void NothingDone(Expr statement)
    {
        if (!purity.IsPure(statement, body.Names))
            return;
        var bare = statement.WithoutParentheses();
        var help = bare is BinaryExpr { Operator: BinaryOperator.Equal } equality && equality.Left is NameExpr name
            ? $"`==` compares; to bind a name, write `let {name.Name} = …`"
            : bare is LambdaExpr ? "a lambda does nothing until it is called"
            : "bind it with `let`, make it the last line, or remove it";
        sink.Warning(LintCodes.NothingDone, body.At(FirstLine(statement.Span)), "this line does nothing: its value is discarded",
            "no effect, and no name for its value", help);
    }

    /// <summary>Warns of a Float whose digits are more than it holds.</summary>
    private void InexactFloat(FloatLiteral number)
    {
        var written = body.Source[number.Span].ToString();
        if (FloatPrecision.KeepsDigits(written, number.Value))
            return;
        var nearest = Values.ValueDisplay.Float(number.Value);
        var exact = DecimalText.TryRead(written, out var all) ? $", or `{Values.ValueDisplay.Decimal(all)}` for a Decimal" : "";
        sink.Warning(LintCodes.InexactFloat, body.At(number.Span), $"this Float becomes {nearest}, the nearest that there is",
            "a Float holds about 16 digits", $"write `{nearest}`{exact}");
    }

    private void ConstantCondition(IfExpr choice)
    {
        var condition = choice.Condition.WithoutParentheses();
        if (condition is not (Literal or ListExpr or RecordExpr or TupleExpr))
            return;
        var isTrue = condition is not (BoolLiteral { Value: false } or NullLiteral);
        sink.Warning(
            LintCodes.ConstantCondition, body.At(choice.Condition.Span), $"this condition is always {(isTrue ? "true" : "false")}",
            isTrue ? "only the `then` branch is ever reached" : "the `then` branch is never reached",
            condition is BoolLiteral or NullLiteral
                ? "write only the branch that is meant, without `if`"
                : "only `false` and `null` count as false: compare the value with another");
    }

    /// <summary>Warns of a lambda without parentheses: it takes the rest of its line, with every <c>|></c> in it.</summary>
    private void LambdaTakesPipe(PipeExpr pipe)
    {
        if (pipe.Stage is not CallStage { Arguments: [.., LambdaExpr { Body: PipeExpr inner } lambda] } stage)
            return;
        var text = body.Source[lambda.Span];
        if (text.Contains('\n'))
            return;
        var first = FirstOf(inner);
        var shorter = body.Source[Span.FromBounds(lambda.Span.Start, first.End)];
        sink.Warning(LintCodes.LambdaTakesPipe, body.At(Span.FromBounds(first.End, inner.Span.End)), "this `|>` belongs to the lambda",
            $"continues from `{body.Source[first]}`, not from the list",
            $"put parentheses around the lambda, `({shorter})`, or around all of it: `({text})`",
            new Diagnostics.RelatedPlace(body.At(stage.Function.Span), "not piped from here"));
    }

    private static Span FirstOf(PipeExpr pipe)
    {
        while (pipe.Left is PipeExpr left)
            pipe = left;
        return pipe.Left.Span;
    }

    /// <summary>Warns of an operand that is null if its condition does not hold: these operators do not take null.</summary>
    private void MissingElse(BinaryExpr binary, Expr operand)
    {
        var choice = operand.WithoutParentheses() as IfExpr;
        if (operand is NameExpr name && body.Names.Find(name) is { Kind: BindingKind.Let, Value: { } value })
            choice = value.WithoutParentheses() as IfExpr;
        if (choice is not { Else: null })
            return;
        sink.Warning(LintCodes.MissingElse, body.At(FirstLine(choice.Span)), "this `if` needs an `else`, because its value is used",
            "null when the condition is false", "add an `else` with the other value",
            new Diagnostics.RelatedPlace(body.At(FirstLine(binary.Span)), "null ends the run here"));
    }

    private static bool NeedsValue(BinaryOperator op) =>
        op is not (BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.And or BinaryOperator.Or);

    private Span FirstLine(Span span) => body.Source.FirstLineOf(span);
}
