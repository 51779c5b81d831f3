using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Formatting;

/// <summary>
/// What stands between brackets. Lists and records that were begun with a line break keep an entry on each line; broken, their
/// entries are separated by the line breaks alone.
/// </summary>
internal sealed partial class ExprFormatter
{
    private Doc Paren(ParenExpr paren)
    {
        var opening = comments.Opening(paren.Inner.Span.Start, Doc.SoftLine);
        var inner = Of(paren.Inner);
        return InParentheses(paren.Inner, opening, inner, comments.Closing(paren.Span.End - 1));
    }

    /// <summary>A lambda begins right after the bracket, so that its body is indented once.</summary>
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
            // A minus at the beginning of a line would continue the entry before.
            var needsComma = parts.Count > 0 && places.KindAt(start) == TokenKind.Minus;
            if (needsComma)
                parts.Add(",");
            parts.Add(parts.Count == 0 ? comments.Opening(start, Doc.SoftLine) : Between(start, needsComma ? " " : ", "));
            parts.Add(Of(item));
        }
        return Bracketed(
            "[", parts, Doc.SoftLine, list.Span.End - 1, "]", list.Items.Count > 0 && places.BeginsLine(list.Items[0].Span.Start));
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
        return Bracketed(
            opening, parts, Doc.Line, record.Span.End - 1, "}", record.Fields.Count > 0 && places.BeginsLine(record.Fields[0].Span.Start));
    }

    /// <summary>The fields of a type between braces, or one a line where they were written as a block.</summary>
    public Doc RecordType(RecordType type)
    {
        var hasBraces = places.KindAt(type.Span.Start) == TokenKind.LeftBrace;
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
                "{", parts, Doc.Line, type.Span.End - 1, "}", type.Fields.Count > 0 && places.BeginsLine(type.Fields[0].Span.Start)));
        return Doc.Nest([.. parts, comments.EndOfBlock(type.Span.End, places.Column(type.Span.Start))]);
    }

    private Doc Between(int start, string flat) => comments.Between(start, new LineDoc(flat, places.FollowsBlankLine(start)));

    private Doc Bracketed(Doc open, List<Doc> entries, Doc padding, int close, string sign, bool isBroken)
    {
        var closing = comments.Closing(close);
        if (entries.Count == 0)
            return Doc.Of(open, Doc.Nest(closing), closing.IsForced ? Doc.HardLine : Doc.Empty, sign);
        return Doc.Group(open, Doc.Nest([.. entries, closing]), isBroken ? Doc.HardLine : padding, sign);
    }
}
