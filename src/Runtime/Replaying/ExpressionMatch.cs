namespace DarkLang.Runtime.Replaying;

/// <summary>
/// Pairs the expressions of two versions of a function. Expressions with the same text are the same, in the order of the source. What was
/// changed or wrapped takes the place of an old expression if it stands where that stood. Everything else was not there.
/// </summary>
internal sealed class ExpressionMatch
{
    /// <summary>Larger functions are compared without regard to the order of their expressions.</summary>
    private const int MaxTableSize = 4_000_000;

    private readonly ExpressionTree _old;
    private readonly ExpressionTree _now;

    /// <summary>For each new expression, the index of the old one with the same text, or -1.</summary>
    private readonly int[] _same;

    /// <summary>For each new expression, the index of the old one in whose place it stands, or -1.</summary>
    private readonly int[] _role;

    /// <summary>The old expressions whose text is still there, in whatever place.</summary>
    private readonly HashSet<int> _kept;
    private readonly Dictionary<Location, Location> _newOf = [];

    public ExpressionMatch(IReadOnlyList<Location> old, IReadOnlyList<Location> now)
    {
        (_old, _now) = (new ExpressionTree(old), new ExpressionTree(now));
        _same = MatchTexts(_old.Texts, _now.Texts);
        _role = [.. _same];
        _kept = [.. _same.Where(i => i >= 0)];
        MatchSiblings(ExpressionTree.Root, ExpressionTree.Root);
        for (var i = 0; i < _now.Count; i++)
        {
            if (_now.ChildrenOf(i).Count > 0 && _role[i] >= 0)
                MatchSiblings(_role[i], i);
        }
        foreach (var i in Enumerable.Range(0, _now.Count).Where(i => _role[i] >= 0).OrderBy(i => _same[i] < 0))
            _newOf.TryAdd(_old.Places[_role[i]], _now.Places[i]);
    }

    /// <summary>Returns the old expression that became this one; null if it was not there.</summary>
    public Location? OldOf(Location now) => _now.IndexOf(now) is >= 0 and var i && _role[i] >= 0 ? _old.Places[_role[i]] : null;

    /// <summary>Returns the expression that this old one became; null if it is no longer there.</summary>
    public Location? NewOf(Location old) => _newOf.TryGetValue(old, out var now) ? now : null;

    /// <summary>Returns the narrowest old expression around a place, such as that of a call; null if there is none.</summary>
    public Location? OldAround(Location place) => _old.Around(place);

    /// <summary>Returns the narrowest new expression around a place; null if there is none.</summary>
    public Location? NewAround(Location place) => _now.Around(place);

    /// <summary>Finds the common subsequence of texts with the most characters.</summary>
    private static int[] MatchTexts(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var pairs = new int[now.Count];
        Array.Fill(pairs, -1);
        var first = 0;
        while (first < old.Count && first < now.Count && old[first] == now[first])
            pairs[first] = first++;
        var (oldEnd, newEnd) = (old.Count, now.Count);
        while (oldEnd > first && newEnd > first && old[oldEnd - 1] == now[newEnd - 1])
            pairs[--newEnd] = --oldEnd;
        var (rows, columns) = (oldEnd - first, newEnd - first);
        if ((long)rows * columns > MaxTableSize)
            return MatchInAnyOrder(old, now, pairs);
        // best[i, j] is the length of what the rests from i and j have in common.
        var best = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                best[i, j] = Math.Max(best[i + 1, j], best[i, j + 1]);
                if (old[first + i] == now[first + j])
                    best[i, j] = Math.Max(best[i, j], best[i + 1, j + 1] + old[first + i].Length);
            }
        }
        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (best[i, j] == best[i + 1, j])
                i++;
            else if (best[i, j] == best[i, j + 1])
                j++;
            else
                pairs[first + j++] = first + i++;
        }
        return pairs;
    }

    private static int[] MatchInAnyOrder(IReadOnlyList<string> old, IReadOnlyList<string> now, int[] pairs)
    {
        var taken = pairs.ToHashSet();
        var rest = Enumerable.Range(0, old.Count).Where(i => !taken.Contains(i)).GroupBy(i => old[i])
            .ToDictionary(group => group.Key, group => new Queue<int>(group));
        for (var i = 0; i < now.Count; i++)
        {
            if (pairs[i] < 0 && rest.TryGetValue(now[i], out var same) && same.TryDequeue(out var index))
                pairs[i] = index;
        }
        return pairs;
    }

    /// <summary>Finds what took the place of the parts of an old expression among the parts of a new one.</summary>
    private void MatchSiblings(int oldParent, int newParent)
    {
        var old = _old.ChildrenOf(oldParent);
        var now = _now.ChildrenOf(newParent);
        var taken = new HashSet<int>(now.Select(i => _same[i]).Where(i => i >= 0));
        foreach (var i in now.Where(i => _role[i] < 0))
        {
            // A new expression around the only one of these parts wraps it.
            var inside = old.Where(part => !taken.Contains(part) && IsWithin(part, i)).Take(2).ToList();
            if (inside is [var wrapped])
                Take(i, wrapped);
        }
        var after = GapsOf(now, i => old.Contains(_role[i]) ? _role[i] : null, i => _role[i] < 0);
        var before = GapsOf(old, i => taken.Contains(i) ? i : null, i => !_kept.Contains(i));
        foreach (var (gap, changed) in after)
        {
            if (!before.TryGetValue(gap, out var candidates))
                continue;
            if (candidates.Count == changed.Count)
            {
                foreach (var (i, part) in changed.Zip(candidates))
                    Take(i, part);
            }
            else
            {
                TakeSimilar(changed, candidates);
            }
        }

        void Take(int i, int part)
        {
            _role[i] = part;
            taken.Add(part);
        }
    }

    /// <summary>Groups the parts that are free by the last part before them that has a counterpart among these parts.</summary>
    private static Dictionary<int, List<int>> GapsOf(IEnumerable<int> parts, Func<int, int?> anchorOf, Func<int, bool> isFree)
    {
        var gaps = new Dictionary<int, List<int>>();
        var gap = -1;
        foreach (var part in parts)
        {
            if (anchorOf(part) is { } anchor)
                gap = anchor;
            else if (!isFree(part))
                continue;
            else if (gaps.TryGetValue(gap, out var open))
                open.Add(part);
            else
                gaps.Add(gap, [part]);
        }
        return gaps;
    }

    private void TakeSimilar(List<int> changed, List<int> candidates)
    {
        var next = 0;
        foreach (var i in changed)
        {
            var found = candidates.FindIndex(next, part => Similarity(_old.Texts[part], _now.Texts[i]) >= 0.5);
            if (found < 0)
                continue;
            _role[i] = candidates[found];
            next = found + 1;
        }
    }

    /// <summary>The part of their words that two texts have in common.</summary>
    private static double Similarity(string old, string now)
    {
        var (left, right) = (old.Split(' ').ToHashSet(), now.Split(' ').ToHashSet());
        return (double)left.Intersect(right).Count() / Math.Max(left.Count, right.Count);
    }

    /// <summary>Whether the expression with the text of an old one is inside a new one.</summary>
    private bool IsWithin(int old, int now)
    {
        for (var i = now + 1; i <= _now.LastWithin(now); i++)
        {
            if (_same[i] == old)
                return true;
        }
        return false;
    }
}
