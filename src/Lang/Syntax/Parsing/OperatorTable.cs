using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>The precedence of the binary operators; a higher level binds tighter.</summary>
internal static class OperatorTable
{
    public const int Loosest = 1;
    public const int None = 0;

    public static int LevelOf(TokenKind kind) => kind.IsBinaryOperator() ? LevelOf(Of(kind)) : None;

    public static int LevelOf(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 3,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 4,
        BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Concat => 5,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo => 6,
        BinaryOperator.Power => 7,
        _ => throw new UnreachableException(),
    };

    public static bool IsRightAssociative(TokenKind kind) => kind == TokenKind.Caret;

    public static BinaryOperator Of(TokenKind kind) => kind switch
    {
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Modulo,
        TokenKind.Caret => BinaryOperator.Power,
        TokenKind.PlusPlus => BinaryOperator.Concat,
        TokenKind.EqualEqual => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.AndAnd => BinaryOperator.And,
        TokenKind.OrOr => BinaryOperator.Or,
        _ => throw new UnreachableException(),
    };
}
