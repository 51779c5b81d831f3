namespace DarkLang.Cli.Explanations;

/// <summary>
/// The explanation of a code: a title, its meaning, an example that causes it, what to do, and the corrected example. The examples are
/// omitted if a few lines can't show the problem.
/// </summary>
internal sealed record Explanation(string Code, string Title, string Meaning, string? Example, string Fix, string? Fixed)
{
    private const string Fence = "```";

    /// <summary>Parses the title after <c># </c>, then paragraphs and fenced blocks in the order of the fields.</summary>
    public static Explanation Parse(string code, string text)
    {
        var blocks = new List<string>();
        var prose = new List<string>();
        var parts = text.ReplaceLineEndings("\n").Split(Fence);
        for (var i = 0; i < parts.Length; i++)
        {
            // Every second part is between fences, and starts with the name of its language.
            if (i % 2 == 1)
                blocks.Add(parts[i][(parts[i].IndexOf('\n') + 1)..].TrimEnd('\n'));
            else
                prose.AddRange(parts[i].Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(paragraph => paragraph.Replace('\n', ' ')));
        }
        if (prose is not [['#', ' ', .. var title], var meaning, var fix] || blocks.Count is not (0 or 2))
            throw new FormatException(
                $"the explanation of {code} is not a title, a paragraph, an example, a paragraph and the corrected example");
        return new Explanation(code, title, meaning, blocks.ElementAtOrDefault(0), fix, blocks.ElementAtOrDefault(1));
    }
}
