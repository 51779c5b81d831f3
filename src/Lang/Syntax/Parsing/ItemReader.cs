using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Reads the items of a file, each on its own.</summary>
internal sealed class ItemReader
{
    private readonly List<RawToken> _tokens;
    private readonly ProblemBag _problems;
    private readonly DocComments _docs;
    private readonly OffsideRule _offsideRule;
    private readonly ParseState _state;
    private readonly ItemGrammar _grammar;

    public ItemReader(List<RawToken> tokens, List<Comment> comments, ProblemBag problems)
    {
        _tokens = tokens;
        _problems = problems;
        _docs = new DocComments(comments, problems.Source);
        _offsideRule = new OffsideRule(tokens, problems);
        _state = new ParseState(problems);
        _grammar = new ItemGrammar(_state, new ExpressionGrammar(_state));
    }

    public List<Item> ReadAll()
    {
        var items = new List<Item>();
        var afterStray = false;
        foreach (var chunk in ItemSplitter.Split(_tokens))
        {
            if (chunk.IsItem)
                items.Add(ReadItem(chunk));
            else
                ReadStray(chunk, items, afterStray);
            afterStray = !chunk.IsItem;
        }
        return items;
    }

    private Item ReadItem(Chunk chunk)
    {
        var first = _tokens[chunk.Start];
        var block = _offsideRule.Run(chunk.Start, chunk.Count, isItem: true);
        var item = block is not null && SizeLimit.Check(block, _problems)
            ? _grammar.Read(_state.Begin(block, _offsideRule.Guessed))
            : Broken(chunk, _problems.Source[first.Span].ToString().ToLowerInvariant());
        return _docs.Before(first) is { } doc ? item with { Doc = doc } : item;
    }

    /// <summary>Reports text at column 0 that is not an item: a mistyped keyword, or lines that lost their indentation.</summary>
    private void ReadStray(Chunk chunk, List<Item> items, bool afterStray)
    {
        var first = _tokens[chunk.Start];
        var word = _problems.Source[first.Span].ToString();
        var nearest = first.Kind is TokenKind.Name or TokenKind.UpperName ? NearestName.Of(word, ItemKeywords.All) : null;
        if (_problems.AnyWithin(first.Start, first.End) || (afterStray && nearest is null && !IsForeignItem(word)))
            return;
        if (first.Column > 0 && ItemKeywords.Find(word) is { } keyword)
        {
            _problems.Add(SyntaxCodes.UnknownItem, first.Span, $"this `{word}` is indented", "expected at the start of the line",
                "remove the spaces before it");
            items.Add(Broken(chunk, keyword));
        }
        else if (nearest is not null)
        {
            _problems.Add(SyntaxCodes.UnknownItem, first.Span, $"`{word}` does not start an item", $"expected {Choices()}",
                $"did you mean `{nearest}`?");
            items.Add(Broken(chunk, nearest));
        }
        else
        {
            _problems.Add(SyntaxCodes.TextOutsideItem, first.Span, "this line does not belong to an item", $"expected {Choices()}",
                HelpForStray(chunk, word, items.Count > 0));
            if (IsForeignItem(word))
                items.Add(Broken(chunk, word));
        }
    }

    private static bool IsForeignItem(string word) => ForeignWords.Item(word) is not null || word == "async";

    private string HelpForStray(Chunk chunk, string word, bool isAfterItem)
    {
        var next = chunk.Count > 1 ? _problems.Source[_tokens[chunk.Start + 1].Span].ToString() : "name";
        if (ForeignWords.Item(word) is { } item)
            return item == "fn" && word is "let" or "const" or "var" or "val"
                ? $"write a shared value as a function: `fn {next} = …`"
                : item == "fn" ? $"write a function as `fn {next} (x: Int) = …`"
                : item == "type" ? $"write a type as `type {next} = {{ id: Uuid, name: String }}`"
                : $"write `{item}`";
        if (ForeignWords.Find(word) is var (message, help))
            return $"{message}; {help}";
        if (chunk.Count > 1
            && _tokens[chunk.Start].Kind is TokenKind.Name or TokenKind.UpperName
            && _tokens[chunk.Start + 1].Kind is TokenKind.Name or TokenKind.UpperName
            && !isAfterItem)
            return "code goes in items, such as `worker name` with its lines indented below it; comments start with `//`";
        return isAfterItem ? "indent it if it belongs to the item above" : "code goes in items, indented below their first line";
    }

    private BrokenItem Broken(Chunk chunk, string keyword)
    {
        var name = chunk.Count > 1 ? _tokens[chunk.Start + 1] : default;
        var text = name.Kind is TokenKind.HandlerName or TokenKind.Name or TokenKind.UpperName
            ? Nfc.Of(_problems.Source[name.Span].ToString())
            : null;
        return new BrokenItem(_tokens[chunk.Start].Span.To(_tokens[chunk.Start + chunk.Count - 1].Span), keyword, text);
    }

    private static string Choices() => $"{string.Join(", ", ItemKeywords.All.SkipLast(1))} or {ItemKeywords.All[^1]}";
}
