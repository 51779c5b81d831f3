using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Formatting;

/// <summary>Formats brackets. If the first entry of a list or record was on a new line, each entry gets a line, without commas.</summary>
internal sealed partial class ExprFormatter
{
    private Doc Paren(ParenExpr paren)
    {
        var opening = comments.Opening(paren.Inner.Span.Start, Doc.SoftLine);
        var inner = Of(paren.Inner);
        return InParentheses(paren.Inner, opening, inner, comments.Closing(paren.Span.End - 1));
    }

    /// <summary>Puts an expression in parentheses. A lambda starts right after the bracket, so that its body is indented once.</summary>
    private static Doc InParentheses(Expr expr, Doc opening, Doc inner, Doc closing) => expr is LambdaExpr && !opening.IsForced
        ? Doc.Group("(", inner, Doc.Nest(closing), Doc.SoftLine, ")")
        : Doc.Group("(", Doc.Nest(opening, inner, closing), Doc.SoftLine, ")");

    private Doc Tuple(TupleExpr tuple)
    {
        var parts = new List<Doc>();
        foreach (var item in tuple.Items)
        {
            if (parts.Count > 0)
                parts.Add(",");
            parts.Add(parts.Count == 0 ? comments.Opening(item.Span.Start, Doc.SoftLine) : Between(item.Span.Start, " "));
            parts.Add(Of(item));
        }
        return Bracketed("(", parts, Doc.SoftLine, tuple.Span.End - 1, ")", isBroken: false);
    }

    private Doc List(ListExpr list)
    {
        var parts = new List<Doc>();
        foreach (var item in list.Items)
        {
            var start = item.Span.Start;
            // A minus at the start of a line would continue the previous entry.
            var needsComma = parts.Count > 0 && positions.KindAt(start) == TokenKind.Minus;
            if (needsComma)
                parts.Add(",");
            parts.Add(parts.Count == 0 ? comments.Opening(start, Doc.SoftLine) : Between(start, needsComma ? " " : ", "));
            parts.Add(Of(item));
        }
        return Bracketed(
            "[", parts, Doc.SoftLine, list.Span.End - 1, "]", list.Items.Count > 0 && positions.BeginsLine(list.Items[0].Span.Start));
    }

    public Doc Record(RecordExpr record)
    {
        var opening = record.Base is null ? "{" : Doc.Of("{ ", Inline(record.Base), " with");
        var parts = new List<Doc>();
        foreach (var field in record.Fields)
        {
            var start = field.Span.Start;
            parts.Add(parts.Count == 0 ? comments.Opening(start, Doc.Line) : Between(start, "; "));
            parts.Add(Doc.Of(source[field.NameSpan].ToString() + ":", Body(field.Value)));
        }
        return Bracketed(opening, parts, Doc.Line, record.Span.End - 1, "}",
            record.Fields.Count > 0 && positions.BeginsLine(record.Fields[0].Span.Start));
    }

    /// <summary>Formats the fields of a type in braces, or one per line if they were written as a block.</summary>
    public Doc RecordType(RecordType type)
    {
        var hasBraces = positions.KindAt(type.Span.Start) == TokenKind.LeftBrace;
        var parts = new List<Doc>();
        foreach (var field in type.Fields)
        {
            var start = field.Span.Start;
            parts.Add(parts.Count > 0 ? Between(start, "; ") : hasBraces
                ? comments.Opening(start, Doc.Line)
                : comments.Opening(start, Doc.HardLine));
            parts.Add(patterns.Of(field));
        }
        if (hasBraces)
            return Doc.Of(" = ", Bracketed(
                "{", parts, Doc.Line, type.Span.End - 1, "}", type.Fields.Count > 0 && positions.BeginsLine(type.Fields[0].Span.Start)));
        return Doc.Nest([.. parts, comments.EndOfBlock(type.Span.End, positions.Column(type.Span.Start))]);
    }

    private Doc Between(int start, string flat) => comments.Between(start, new LineDoc(flat, positions.FollowsBlankLine(start)));

    private Doc Bracketed(Doc open, List<Doc> entries, Doc padding, int close, string sign, bool isBroken)
    {
        var closing = comments.Closing(close);
        if (entries.Count == 0)
            return Doc.Of(open, Doc.Nest(closing), closing.IsForced ? Doc.HardLine : Doc.Empty, sign);
        return Doc.Group(open, Doc.Nest([.. entries, closing]), isBroken ? Doc.HardLine : padding, sign);
    }
}
