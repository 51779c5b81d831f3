namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>A run of tokens that is parsed on its own: an item, or text at column 0 that is not an item.</summary>
internal readonly record struct Chunk(int Start, int Count, bool IsItem);

/// <summary>Splits a file at every item keyword in column 0: a mistake in one item, or an open bracket, can't hide the others.</summary>
internal static class ItemSplitter
{
    public static List<Chunk> Split(List<RawToken> tokens)
    {
        var chunks = new List<Chunk>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (i > start && BeginsChunk(token, depth))
            {
                chunks.Add(MakeChunk(tokens, start, i));
                start = i;
                depth = 0;
            }

            if (token.Kind.IsOpening())
                depth++;
            else if (token.Kind.IsClosing() && depth > 0)
                depth--;
        }

        if (tokens.Count > start)
            chunks.Add(MakeChunk(tokens, start, tokens.Count));
        return chunks;
    }

    private static bool BeginsChunk(RawToken token, int depth) =>
        token.Kind == TokenKind.ItemKeyword
        || (token.IsFirst && token.LineIndent == 0 && depth == 0 && !token.Kind.IsClosing());

    private static Chunk MakeChunk(List<RawToken> tokens, int start, int end) =>
        new(start, end - start, tokens[start].Kind == TokenKind.ItemKeyword);
}
