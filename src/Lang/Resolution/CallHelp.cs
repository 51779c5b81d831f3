using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Help for what is read as a call, but was meant as something else.</summary>
internal static class CallHelp
{
    /// <summary>Help for a call of a value that is not a function.</summary>
    public static string ForNoFunction(bool isPiped) => isPiped
        ? "pipe into a function, or into an operator as in `|> + 1`"
        : "an operator, a comma or a line break may be missing";

    /// <summary>Returns how to write <c>event["name"]</c> and <c>list[0]</c>: brackets directly after a value pass it a list.</summary>
    public static string? ForIndex(SourceText source, Expr target, Expr argument)
    {
        if (argument is not ListExpr { Items: [var index] } list || list.Span.Start != target.Span.End)
            return null;
        var (written, at) = (source[target.Span].ToString(), source[index.Span].ToString());
        return index switch
        {
            StringLiteral { Value: ['_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..] } name when name.Value.All(IsNameCharacter) =>
                $"write `{written}.{name.Value}`",
            StringLiteral => $"write `{written}.{at}`",
            IntLiteral => $"write `List::getAt {written} {at}`, which is an Option",
            NameExpr => $"write `List::getAt {written} {at}` for a list, or `Dict::get {written} {at}` for a record; both are Options",
            _ => $"write `List::getAt {written} ({at})` for a list, or `Dict::get {written} ({at})` for a record; both are Options",
        };
    }

    /// <summary>Returns the subtraction that was meant by <c>x -1</c>.</summary>
    public static string? ForMinus(SourceText source, Expr left, Expr argument) =>
        source[argument.Span].ToString() is ['-', _, ..] number && argument.Span.Start == left.Span.End + 1
            ? $"to subtract, write `{source[left.Span]} - {number[1..]}`"
            : null;

    /// <summary>Returns help for two arguments that were meant as one: <c>f x -1</c> and <c>f xs[0]</c>.</summary>
    public static string? ForArguments(SourceText source, CallSyntax call)
    {
        foreach (var (left, right) in call.Arguments.Zip(call.Arguments.Skip(1)))
        {
            if (ForIndex(source, left, right) is { } index)
                return index;
            if (ForMinus(source, left, right) is not null)
            {
                var (before, value) = ($"{source[Span.FromBounds(call.Span.Start, left.Span.Start)]}", $"{source[left.Span]}");
                var number = source[right.Span].ToString()[1..];
                return left is ListExpr or RecordExpr or TupleExpr or StringLiteral or CharLiteral
                    ? $"to subtract, write `{before}{value} - {number}`"
                    : $"to subtract, write `{before}({value} - {number})` or `{before}{value} - {number}`";
            }
        }
        return null;
    }

    private static bool IsNameCharacter(char sign) => char.IsAsciiLetterOrDigit(sign) || sign == '_';
}
