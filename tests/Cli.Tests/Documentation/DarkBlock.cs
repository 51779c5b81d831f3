using System.Text.RegularExpressions;

namespace DarkLang.Cli.Tests.Documentation;

/// <summary>A fenced block of a page, from its first line on.</summary>
internal sealed record DarkBlock(string Page, int Line, IReadOnlyList<string> Lines)
{
    /// <summary>It holds handlers or tests. Any other block is typed into a repl, one after the other.</summary>
    public bool IsCanvas => Lines.Any(line => Regex.IsMatch(line, "^(worker|cron|alert|test) "));

    public string Text => string.Join('\n', Lines) + "\n";

    public static IReadOnlyList<DarkBlock> In(string page, string text)
    {
        var blocks = new List<DarkBlock>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```dark")
                continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            blocks.Add(new DarkBlock(page, i + 2, lines[(i + 1)..end]));
            i = end;
        }
        return blocks;
    }
}
