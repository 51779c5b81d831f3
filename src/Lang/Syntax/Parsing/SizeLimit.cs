using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>
/// Limits the depth of a tree before it is built, because later passes walk it by recursion. Chains of operators, the statements of a
/// block, and brackets make it deeper. The depth is counted on the tokens, from the inside out.
/// </summary>
internal static class SizeLimit
{
    public const int MaxTreeDepth = 2000;

    public static bool Check(BlockTokens item, ProblemBag problems)
    {
        var levels = new Stack<Level>();
        var level = new Level { IsBlock = true };
        for (var i = 0; i < item.Tokens.Length; i++)
        {
            var kind = item.Tokens[i].Kind;
            if (kind == TokenKind.Indent || kind.IsOpening())
            {
                levels.Push(level);
                level = new Level { IsBlock = kind == TokenKind.Indent };
            }
            else if ((kind == TokenKind.Dedent || kind.IsClosing()) && levels.Count > 0)
            {
                // A block is no level of its own: its body counts the same on one line and below it, because formatting moves bodies.
                var inner = level.Depth + (level.IsBlock ? 0 : 1);
                level = levels.Pop();
                level.Inner = Math.Max(level.Inner, inner);
            }
            else if (kind is TokenKind.Newline or TokenKind.Comma or TokenKind.Semicolon)
            {
                level.EndEntry();
            }
            else if (Deepens(kind))
            {
                level.Chain++;
            }

            if (level.Depth > MaxTreeDepth)
            {
                problems.Add(SyntaxCodes.TooLong, item.SpanOf(i), "this expression or block is too long",
                    $"more than {MaxTreeDepth} operators, pipes or statements are connected here",
                    "give parts of it a name with `let`, or move them into a `fn`");
                return false;
            }
        }
        return true;
    }

    private static bool Deepens(TokenKind kind) => kind.IsBinaryOperator()
        || kind is TokenKind.Pipe or TokenKind.Cons or TokenKind.Dot or TokenKind.Arrow or TokenKind.If or TokenKind.Else or TokenKind.Let
            or TokenKind.Match or TokenKind.UpperName;

    /// <summary>A bracket or block: the depth of its current entry, and the deepest of its earlier entries.</summary>
    private struct Level
    {
        private int _deepest;
        private int _entries;

        /// <summary>The statements of a block nest inside each other; the entries of a bracket stand side by side.</summary>
        public bool IsBlock { get; init; }

        public int Chain { get; set; }

        public int Inner { get; set; }

        public readonly int Depth => _entries + Math.Max(_deepest, Chain + Inner);

        public void EndEntry()
        {
            _deepest = Math.Max(_deepest, Chain + Inner);
            Chain = 0;
            Inner = 0;
            if (IsBlock)
                _entries++;
        }
    }
}
