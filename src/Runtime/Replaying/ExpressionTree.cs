namespace DarkLang.Runtime.Replaying;

/// <summary>The expressions of a function in the order of the source, each before its parts.</summary>
internal sealed class ExpressionTree
{
    /// <summary>The parent of the outermost expressions.</summary>
    public const int Root = -1;

    private readonly Dictionary<Location, int> _indexes = [];
    private readonly Dictionary<int, List<int>> _children = [];
    private readonly int[] _last;

    public ExpressionTree(IReadOnlyList<Location> expressions)
    {
        Places = [.. expressions.Distinct().OrderBy(at => at.Span.Start).ThenByDescending(at => at.Span.Length)];
        Texts = [.. Places.Select(TextOf)];
        _last = new int[Places.Count];
        var open = new Stack<int>();
        for (var i = 0; i < Places.Count; i++)
        {
            _indexes[Places[i]] = i;
            while (open.TryPeek(out var around) && !Places[around].Span.Contains(Places[i].Span))
                _last[open.Pop()] = i - 1;
            AddChild(open.TryPeek(out var parent) ? parent : Root, i);
            open.Push(i);
        }
        while (open.TryPop(out var around))
            _last[around] = Places.Count - 1;
    }

    public IReadOnlyList<Location> Places { get; }

    /// <summary>The source of each expression on one line, because line breaks do not change what it means.</summary>
    public IReadOnlyList<string> Texts { get; }

    public int Count => Places.Count;

    public int IndexOf(Location at) => _indexes.GetValueOrDefault(at, -1);

    public IReadOnlyList<int> ChildrenOf(int index) => _children.TryGetValue(index, out var children) ? children : [];

    /// <summary>Returns the last expression that is a part of another one; that one itself if it has no parts.</summary>
    public int LastWithin(int index) => _last[index];

    /// <summary>Returns the narrowest expression around a place.</summary>
    public Location? Around(Location place)
    {
        Location? found = null;
        foreach (var at in Places)
        {
            if (at.Source == place.Source && at.Span.Contains(place.Span) && (found is null || at.Span.Length <= found.Value.Span.Length))
                found = at;
        }
        return found;
    }

    public static string TextOf(Location at) =>
        string.Join(' ', at.Source[at.Span].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void AddChild(int parent, int index)
    {
        if (_children.TryGetValue(parent, out var children))
            children.Add(index);
        else
            _children.Add(parent, [index]);
    }
}
