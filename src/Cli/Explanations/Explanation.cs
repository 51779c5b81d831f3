namespace DarkLang.Cli.Explanations;

/// <summary>
/// What a code means, as its file tells: a title, the meaning, an example that gives the code, what to do, and the example put right.
/// The examples are missing where a text of a few lines can't show it.
/// </summary>
internal sealed record Explanation(string Code, string Title, string Meaning, string? Example, string Fix, string? Fixed)
{
    private const string Fence = "```";

    /// <summary>The title after <c># </c>, then paragraphs and fenced blocks in the order of the fields.</summary>
    public static Explanation Parse(string code, string text)
    {
        var blocks = new List<string>();
        var prose = new List<string>();
        var parts = text.ReplaceLineEndings("\n").Split(Fence);
        for (var i = 0; i < parts.Length; i++)
        {
            // Every second part stands between fences, and begins with the name of its language.
            if (i % 2 == 1)
                blocks.Add(parts[i][(parts[i].IndexOf('\n') + 1)..].TrimEnd('\n'));
            else
                prose.AddRange(parts[i].Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        if (prose is not [['#', ' ', .. var title], var meaning, var fix] || blocks.Count is not (0 or 2))
            throw new FormatException(
                $"the explanation of {code} is not a title, a paragraph, an example, a paragraph and the example put right");
        return new Explanation(code, title, meaning, blocks.ElementAtOrDefault(0), fix, blocks.ElementAtOrDefault(1));
    }
}
