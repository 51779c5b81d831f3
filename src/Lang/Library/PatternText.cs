using System.Text.RegularExpressions;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>
/// Regular expressions that take time linear in the text, so that no pattern can hang a worker. .NET caches the patterns used last.
/// </summary>
internal static class PatternText
{
    public const int MaxLength = 10_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // For one match. A pattern with large counts is linear too, but slow.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static TextProblem? Problem(string pattern)
    {
        if (pattern.Length > MaxLength)
            return new TextProblem(
                $"the pattern has {pattern.Length} characters", $"the limit is {MaxLength}",
                "to look for one of many texts, use a Dict or a List");
        try
        {
            _ = new Regex(pattern, Options);
            return null;
        }
        catch (RegexParseException exception)
        {
            return new TextProblem(
                $"{Shown(pattern)} is not a pattern: {Reason(exception.Message)} (at character {exception.Offset})",
                "not a regular expression", @"put a `\` before a sign that stands for itself");
        }
        catch (NotSupportedException exception)
        {
            return Unsupported(pattern, exception.Message);
        }
    }

    public static bool IsMatch(Execution execution, string text, string pattern)
    {
        execution.Step(text.Length / 16);
        return Search(pattern, () => Regex.IsMatch(text, pattern, Options, Timeout));
    }

    /// <summary>Returns the matches, widened to whole characters. Each is a step of the run.</summary>
    public static IEnumerable<PatternMatch> Matches(Execution execution, string text, string pattern)
    {
        execution.Step(text.Length / 16);
        var clusters = execution.ClustersOf(text);
        var end = 0;
        for (var match = Search(pattern, () => Regex.Match(text, pattern, Options, Timeout));
            match.Success;
            match = Search(pattern, match.NextMatch))
        {
            execution.Step();
            // Each match may take long, so the end of the attempt is not left to the count of steps.
            execution.CheckEnd();
            var found = new PatternMatch(match, clusters);
            // A match inside a character that belongs to the match before it, or of nothing inside a character, is no match.
            if (found.Start < end || (match.Length == 0 && !clusters.IsBoundary(match.Index)))
                continue;
            yield return found;
            end = found.End;
        }
    }

    /// <summary>Runs a search of a pattern, and returns its result or throws what a user can do about its end.</summary>
    internal static T Search<T>(string pattern, Func<T> search)
    {
        if (pattern.Length > MaxLength)
            throw Problem(pattern)!.AsError(RuntimeErrorCodes.InvalidPattern);
        try
        {
            return search();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new RuntimeErrorException(
                RuntimeErrorCodes.PatternTooSlow,
                $"the pattern {Shown(pattern)} takes more than {Timeout.TotalSeconds:0} seconds for one match",
                "write smaller counts, or match a shorter text");
        }
        catch (Exception exception) when (exception is RegexParseException or NotSupportedException)
        {
            throw Problem(pattern)!.AsError(RuntimeErrorCodes.InvalidPattern);
        }
    }

    private static TextProblem Unsupported(string pattern, string message)
    {
        const string help = "patterns take linear time, so lookarounds, backreferences, atomic groups, conditions and `\\G` are left out: "
            + "match more than is needed, and look at its groups";
        var parts = message.Split('\'');
        return message.Contains("automata", StringComparison.Ordinal)
            ? new TextProblem(
                $"{Shown(pattern)} is too large: its counts multiply to more than 10000 parts", "too large a pattern",
                "write smaller counts, such as `{1,100}`, or `+` or `*`")
            : new TextProblem(
                $"{Shown(pattern)} has a {(parts.Length > 1 ? parts[1].Replace(" or ", ", or a ", StringComparison.Ordinal) : "part")}, "
                    + "which patterns can't have",
                "not possible in linear time", help);
    }

    private static string Reason(string message)
    {
        const string offset = " at offset ";
        var at = message.LastIndexOf(offset, StringComparison.Ordinal);
        var reason = at < 0 ? message : message[(message.IndexOf(". ", at, StringComparison.Ordinal) + 2)..];
        reason = reason.TrimEnd('.');
        return reason.Length > 0 ? char.ToLowerInvariant(reason[0]) + reason[1..] : "it is malformed";
    }

    private static string Shown(string pattern) => ValueDisplay.Short(Value.String(pattern));
}

/// <summary>A match of a pattern: the whole characters that it covers, and its groups.</summary>
internal readonly struct PatternMatch(Match match, Clusters clusters)
{
    public int Start { get; } = clusters.BoundaryBefore(match.Index);

    public int End { get; } = clusters.BoundaryAfter(match.Index + match.Length);

    public string Text => clusters.Text[Start..End];

    public bool HasGroup(string name) => match.Groups.ContainsKey(name);

    /// <summary>Returns the text of a group; an empty one if it took no part in the match.</summary>
    public string Group(string name) => match.Groups[name] is { Success: true } group ? TextOf(group) : "";

    /// <summary>Returns the groups that took part in the match, by number and by name. Group 0 is the whole match.</summary>
    public DictValue Groups()
    {
        var groups = new DictBuilder();
        foreach (Group group in match.Groups)
        {
            if (group.Success)
                groups.Set(group.Name, Value.String(TextOf(group)));
        }
        return groups.ToDict();
    }

    private string TextOf(Group group) =>
        clusters.Text[clusters.BoundaryBefore(group.Index)..clusters.BoundaryAfter(group.Index + group.Length)];
}
