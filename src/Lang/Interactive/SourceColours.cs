using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Interactive;

/// <summary>What a stretch of source is, for whoever shows it in colours.</summary>
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

/// <summary>The stretches of a text that have a colour; what lies between them has none.</summary>
public static class SourceColours
{
    /// <summary>In the order of the text, apart from each other. Takes any text.</summary>
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
        TokenKind.Int or TokenKind.Float or TokenKind.Quantity or TokenKind.Time => SourceColour.Number,
        TokenKind.String or TokenKind.RawString or TokenKind.Char => SourceColour.Text,
        TokenKind.InterpolationStart or TokenKind.InterpolationText or TokenKind.InterpolationEnd => SourceColour.Text,
        TokenKind.Hole => SourceColour.Hole,
        _ => kind.IsKeyword() && char.IsAsciiLetter(first) ? SourceColour.Keyword : null,
    };
}
