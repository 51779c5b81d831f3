using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Interactive;

/// <summary>Whether a text that is being typed is complete.</summary>
public enum TypedState
{
    /// <summary>It is complete.</summary>
    Complete,

    /// <summary>A block is open: more lines may follow, and an empty line or one at its left ends it.</summary>
    InBlock,

    /// <summary>A bracket is open, or the last line ends in an operator: something must follow.</summary>
    Unfinished,

    /// <summary>A raw string is open, in which empty lines are text.</summary>
    InRawString,
}

/// <summary>Decides about text that is typed line by line: whether it continues, and where a new input starts.</summary>
public static class TypedText
{
    public static TypedState StateOf(string text)
    {
        var source = new SourceText("", text);
        var problems = new ProblemBag(source);
        var (tokens, _) = Tokenizer.Run(source, problems, items: IsDefinition(text));
        if (problems.InOrder().Any(problem => problem.Code == SyntaxCodes.UnclosedRawString))
            return TypedState.InRawString;
        return tokens.Count == 0 ? TypedState.Complete : StateOf(tokens);
    }

    /// <summary>Whether a text is a <c>fn</c>, <c>type</c> or another item rather than an expression.</summary>
    public static bool IsDefinition(string text)
    {
        var word = text.AsSpan(0, text.AsSpan().IndexOfAnyExceptInRange('A', 'z') is var end and >= 0 ? end : text.Length);
        var rest = text.AsSpan(word.Length).TrimStart(' ');
        return ItemKeywords.Find(word) is not null && rest.Length > 0 && (char.IsLetter(rest[0]) || rest[0] is '"' or '_');
    }

    /// <summary>Returns the name of a definition, such as <c>double</c> in <c>fn double …</c>; null if it can't be read.</summary>
    public static (string Keyword, string Name)? DefinitionOf(string text) =>
        CanvasParser.ParseFile(new SourceText("", text)).Syntax.Items switch
        {
            [FnItem fn] => (ItemKeywords.Fn, fn.Name),
            [TypeItem type] => (ItemKeywords.Type, type.Name),
            _ => null,
        };

    /// <summary>Whether a line belongs to the block above it: it is indented, or starts with what can't start an input.</summary>
    public static bool ContinuesBlock(string line)
    {
        if (line.Length == 0 || line[0] is ' ' or '\t')
            return true;
        var source = new SourceText("", line);
        var (tokens, _) = Tokenizer.Run(source, new ProblemBag(source), items: false);
        return tokens.Count == 0 || tokens[0].Kind.ContinuesLine() || tokens[0].Kind.IsClosing() || tokens[0].Kind == TokenKind.Bar;
    }

    /// <summary>Whether the text ends in an operator outside brackets, so that the other side must follow.</summary>
    public static bool EndsInOperator(string text)
    {
        var source = new SourceText("", text);
        var (tokens, _) = Tokenizer.Run(source, new ProblemBag(source), items: IsDefinition(text));
        return tokens.Count > 0 && (tokens[^1].Kind.IsBinaryOperator() || tokens[^1].Kind == TokenKind.Pipe)
            && tokens.Sum(token => token.Kind.IsOpening() ? 1 : token.Kind.IsClosing() ? -1 : 0) <= 0;
    }

    private static TypedState StateOf(List<RawToken> tokens)
    {
        var lines = new OpenLines();
        for (var i = 0; i < tokens.Count; i++)
            lines.Take(tokens[i], endsLine: i + 1 == tokens.Count || tokens[i + 1].IsFirst);
        if (lines.Depth > 0 || lines.AwaitsThen || MustBeFollowed(tokens[^1].Kind))
            return TypedState.Unfinished;
        return lines.HasBlock || IsHeaderAlone(tokens) ? TypedState.InBlock : TypedState.Complete;
    }

    private static bool MustBeFollowed(TokenKind kind) =>
        kind.IsBinaryOperator()
        || kind is TokenKind.Pipe or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Cons or TokenKind.Dot
            or TokenKind.Bar or TokenKind.Backslash or TokenKind.Let or TokenKind.In or TokenKind.If or TokenKind.When or TokenKind.Fun
            or TokenKind.ItemKeyword;

    /// <summary>Whether an item has no <c>=</c>: its body is then on the lines below.</summary>
    private static bool IsHeaderAlone(List<RawToken> tokens) =>
        tokens[0].Kind == TokenKind.ItemKeyword && !tokens.Exists(token => token.Kind == TokenKind.Equals && token.Line == tokens[0].Line);

    /// <summary>Tracks open brackets, and lines whose end opens a block.</summary>
    private sealed class OpenLines
    {
        private int _conditions;
        private bool _matchHasNoArms;

        public int Depth { get; private set; }

        public bool HasBlock { get; private set; }

        public bool AwaitsThen => _conditions > 0;

        public void Take(RawToken token, bool endsLine)
        {
            if (token.Kind.IsOpening())
                Depth++;
            else if (token.Kind.IsClosing() && Depth > 0)
                Depth--;
            else if (Depth == 0)
                TakeWord(token.Kind);
            if (endsLine && Depth == 0)
                HasBlock |= _matchHasNoArms
                    || token.Kind is TokenKind.Arrow or TokenKind.Equals or TokenKind.Then or TokenKind.Else or TokenKind.With;
        }

        private void TakeWord(TokenKind kind)
        {
            if (kind == TokenKind.If)
                _conditions++;
            else if (kind == TokenKind.Then && _conditions > 0)
                _conditions--;
            else if (kind == TokenKind.Match)
                _matchHasNoArms = true;
            else if (kind == TokenKind.Arrow)
                _matchHasNoArms = false;
        }
    }
}
