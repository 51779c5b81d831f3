using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Interactive;

/// <summary>The colour class of a span of source.</summary>
public enum SourceColour
{
    Keyword,
    Function,
    Constructor,
    Number,
    Text,
    Comment,
    Hole,
}

/// <summary>Finds the coloured spans of a text; what lies between them has no colour.</summary>
public static class SourceColours
{
    /// <summary>Returns the spans in source order, without overlaps. Accepts any text.</summary>
    public static IReadOnlyList<(Span Span, SourceColour Colour)> Of(string text)
    {
        var source = new SourceText("", text);
        var (tokens, comments) = Tokenizer.Run(source, new ProblemBag(source), items: true);
        var spans = new List<(Span Span, SourceColour Colour)>();
        foreach (var token in tokens)
        {
            if (token.Length > 0 && Of(token.Kind, text[token.Start]) is { } colour)
                spans.Add((token.Span, colour));
        }
        spans.AddRange(comments.Select(comment => (comment.Span, SourceColour.Comment)));
        return [.. spans.OrderBy(span => span.Span.Start)];
    }

    private static SourceColour? Of(TokenKind kind, char first) => kind switch
    {
        TokenKind.FunctionName => SourceColour.Function,
        TokenKind.UpperName => SourceColour.Constructor,
        TokenKind.ItemKeyword => SourceColour.Keyword,
        TokenKind.True or TokenKind.False or TokenKind.Null => SourceColour.Number,
        TokenKind.Int or TokenKind.Float or TokenKind.Decimal or TokenKind.Quantity or TokenKind.Time => SourceColour.Number,
        TokenKind.String or TokenKind.RawString or TokenKind.Char => SourceColour.Text,
        TokenKind.InterpolationStart or TokenKind.InterpolationText or TokenKind.InterpolationEnd => SourceColour.Text,
        TokenKind.Hole => SourceColour.Hole,
        _ => kind.IsKeyword() && char.IsAsciiLetter(first) ? SourceColour.Keyword : null,
    };
}
