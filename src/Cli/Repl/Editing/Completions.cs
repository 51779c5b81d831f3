namespace DarkLang.Cli.Repl.Editing;

/// <param name="Text">The text to insert.</param>
/// <param name="About">A signature, or the value of a variable; may be empty.</param>
internal sealed record Completion(string Text, string About);

/// <summary>The completions of the word that begins at <paramref name="Start"/>.</summary>
/// <param name="Word">The word typed so far.</param>
internal sealed record Completions(int Start, string Word, IReadOnlyList<Completion> Found)
{
    private const int MostShown = 12;

    /// <summary>The longest common beginning; null if it adds nothing to the word.</summary>
    public string? CommonText
    {
        get
        {
            if (Found.Count == 0)
                return null;
            var common = Found.Select(found => found.Text).Aggregate((one, other) => one[..one.AsSpan().CommonPrefixLength(other)]);
            return common.Length > Word.Length || (Found.Count == 1 && common != Word) ? common : null;
        }
    }

    public IReadOnlyList<string> Describe()
    {
        if (Found.Count == 0)
            return [$"nothing begins with `{Word}`"];
        var lines = Found.Take(MostShown).Select(completion => completion.About.Length > 0 ? completion.About : completion.Text).ToList();
        if (Found.Count > MostShown)
            lines.Add($"… {Found.Count - MostShown} more");
        return lines;
    }
}
