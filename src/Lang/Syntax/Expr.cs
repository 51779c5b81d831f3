namespace DarkLang.Lang.Syntax;

/// <summary>An expression as written. Every node knows its span. Parentheses are nodes, so that the text can be printed back.</summary>
public abstract record Expr(Span Span);

/// <summary>A value as written: the same in each run.</summary>
public abstract record Literal(Span Span) : Expr(Span);

public sealed record IntLiteral(Span Span, long Value) : Literal(Span);

public sealed record FloatLiteral(Span Span, double Value) : Literal(Span);

/// <summary><c>12.50m</c>; the value keeps the zeros at its end.</summary>
public sealed record DecimalLiteral(Span Span, decimal Value) : Literal(Span);

public sealed record BoolLiteral(Span Span, bool Value) : Literal(Span);

public sealed record NullLiteral(Span Span) : Literal(Span);

/// <summary>The unescaped, NFC-normalised text; <paramref name="Raw"/> is true for <c>"""…"""</c>.</summary>
public sealed record StringLiteral(Span Span, string Value, bool Raw) : Literal(Span);

/// <summary>One grapheme cluster.</summary>
public sealed record CharLiteral(Span Span, string Value) : Literal(Span);

/// <summary><c>$"text {expr}"</c>; the parts are in order, texts unescaped.</summary>
public sealed record Interpolation(Span Span, IReadOnlyList<InterpolationPart> Parts) : Expr(Span);

public abstract record InterpolationPart(Span Span);

public sealed record InterpolationText(Span Span, string Value) : InterpolationPart(Span);

public sealed record InterpolationHole(Span Span, Expr Value) : InterpolationPart(Span);

/// <summary>A duration such as <c>30s</c>: an Int of seconds, except as the value of an option that takes a duration.</summary>
public sealed record DurationLiteral(Span Span, TimeSpan Value) : Literal(Span)
{
    public long Seconds => Value.Ticks / TimeSpan.TicksPerSecond;
}

/// <summary><c>___</c>: code that is not written yet.</summary>
public sealed record Hole(Span Span) : Expr(Span);

/// <summary>A lowercase name: a variable, a function of the canvas, or a library function without a module.</summary>
public sealed record NameExpr(Span Span, string Name, bool Rail = false) : Expr(Span);

/// <summary><c>Module::name</c>, with <c>_v2</c> if written; <paramref name="Rail"/> is true if a <c>?</c> follows it directly.</summary>
public sealed record LibraryNameExpr(Span Span, string Module, string Name, bool Rail) : Expr(Span)
{
    public string FullName => $"{Module}::{Name}";
}

/// <summary><c>Nothing</c>, <c>Just</c>, <c>Ok</c> or <c>Error</c>.</summary>
public sealed record ConstructorExpr(Span Span, Constructor Constructor) : Expr(Span);

public enum Constructor
{
    Nothing,
    Just,
    Ok,
    Error,
}

/// <summary>An uppercase name that is not a constructor: a datastore.</summary>
public sealed record UpperNameExpr(Span Span, string Name) : Expr(Span);

/// <summary><c>let pattern = value</c> followed by <paramref name="Body"/>, in a block or with <c>in</c> on one line.</summary>
public sealed record LetExpr(Span Span, Pattern Pattern, Expr Value, Expr Body, bool OneLine) : Expr(Span);

/// <summary>A statement whose value is discarded, and the rest of its block. A <c>let</c> nests as <see cref="LetExpr"/> instead.</summary>
public sealed record SequenceExpr(Span Span, Expr First, Expr Rest) : Expr(Span);

/// <summary><paramref name="Else"/> is null if it is omitted; the value is then null.</summary>
public sealed record IfExpr(Span Span, Expr Condition, Expr Then, Expr? Else) : Expr(Span);

public sealed record MatchExpr(Span Span, Expr Subject, IReadOnlyList<MatchArm> Arms) : Expr(Span);

/// <summary>One or more alternatives sharing a guard and a body.</summary>
public sealed record MatchArm(Span Span, IReadOnlyList<Pattern> Patterns, Expr? Guard, Expr Body);

public sealed record LambdaExpr(Span Span, IReadOnlyList<Pattern> Parameters, Expr Body) : Expr(Span);

/// <summary><c>left |&gt; stage</c>: the value becomes the first argument.</summary>
public sealed record PipeExpr(Span Span, Expr Left, PipeStage Stage) : Expr(Span);

public abstract record PipeStage(Span Span);

/// <summary><c>|&gt; + 3</c></summary>
public sealed record OperatorStage(Span Span, BinaryOperator Operator, Span OperatorSpan, Expr Right) : PipeStage(Span);

/// <summary>A function, an application or a lambda that receives the value as its first argument.</summary>
public sealed record CallStage(Span Span, Expr Function, IReadOnlyList<Expr> Arguments) : PipeStage(Span);

public sealed record BinaryExpr(Span Span, BinaryOperator Operator, Span OperatorSpan, Expr Left, Expr Right) : Expr(Span);

public enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

public sealed record NegateExpr(Span Span, Expr Operand) : Expr(Span);

/// <summary><c>(+)</c></summary>
public sealed record OperatorFunctionExpr(Span Span, BinaryOperator Operator) : Expr(Span);

/// <summary><c>f a b</c>; there is at least one argument.</summary>
public sealed record ApplyExpr(Span Span, Expr Function, IReadOnlyList<Expr> Arguments) : Expr(Span);

public sealed record FieldExpr(Span Span, Expr Target, string Field, Span FieldSpan) : Expr(Span);

public sealed record ParenExpr(Span Span, Expr Inner) : Expr(Span);

public sealed record TupleExpr(Span Span, IReadOnlyList<Expr> Items) : Expr(Span);

public sealed record ListExpr(Span Span, IReadOnlyList<Expr> Items) : Expr(Span);

/// <summary><c>{ a: 1 }</c>, or <c>{ base with a: 1 }</c>.</summary>
public sealed record RecordExpr(Span Span, Expr? Base, IReadOnlyList<RecordField> Fields) : Expr(Span);

public sealed record RecordField(Span Span, string Name, Span NameSpan, Expr Value);

/// <summary>Stands for an expression that could not be read; the diagnostic is already reported.</summary>
public sealed record MissingExpr(Span Span) : Expr(Span);
