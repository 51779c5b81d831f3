using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;

namespace DarkLang.Lang.Resolution;

/// <summary>The variables of one function or lambda: names to slots, and what a lambda copies from around it.</summary>
internal sealed class FunctionScope(FunctionScope? outer, FunctionCode code)
{
    private readonly List<string> _names = [];
    private readonly List<bool> _areInts = [];
    private readonly List<string> _captureNames = [];
    private readonly List<Node> _captures = [];

    public FunctionCode Code { get; } = code;

    public int SlotCount { get; private set; }

    /// <summary>For each captured value how the outer function reads it.</summary>
    public Node[] Captures => [.. _captures];

    /// <summary>The function, handler or test around a lambda: what a <c>?</c> ends.</summary>
    public FunctionScope Root => outer?.Root ?? this;

    public bool HasRail { get; set; }

    /// <summary>To <see cref="Release"/> the names bound from here on.</summary>
    public int Mark => _names.Count;

    /// <param name="name">The empty name can't be found again.</param>
    /// <param name="isInt">Whether the value is known to be an Int.</param>
    public int Bind(string name, bool isInt = false)
    {
        _names.Add(name);
        _areInts.Add(isInt);
        SlotCount = Math.Max(SlotCount, _names.Count);
        return _names.Count - 1;
    }

    public void Release(int mark)
    {
        _names.RemoveRange(mark, _names.Count - mark);
        _areInts.RemoveRange(mark, _areInts.Count - mark);
    }

    public Node? Find(string name)
    {
        var slot = _names.LastIndexOf(name);
        if (slot >= 0)
            return new LocalNode(slot, _areInts[slot]);
        var index = _captureNames.IndexOf(name);
        if (index >= 0)
            return new CaptureNode(index, _captures[index].IsInt);
        if (outer?.Find(name) is not { } source)
            return null;
        _captureNames.Add(name);
        _captures.Add(source);
        return new CaptureNode(_captures.Count - 1, source.IsInt);
    }

    public IEnumerable<string> VisibleNames => outer is null ? _names : _names.Concat(outer.VisibleNames);
}
