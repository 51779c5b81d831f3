using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;

namespace DarkLang.Lang.Resolution;

/// <summary>The variables of one function or lambda: the slots of its names, and the values a lambda captures.</summary>
internal sealed class FunctionScope(FunctionScope? outer, FunctionCode code)
{
    private readonly List<string> _names = [];
    private readonly List<bool> _areInts = [];
    private readonly List<string> _captureNames = [];
    private readonly List<Node> _captures = [];

    public FunctionCode Code { get; } = code;

    public int SlotCount { get; private set; }

    /// <summary>How the outer function reads each captured value.</summary>
    public Node[] Captures => [.. _captures];

    /// <summary>The function, handler or test around a lambda, which a <c>?</c> returns from.</summary>
    public FunctionScope Root => outer?.Root ?? this;

    public bool HasRail { get; set; }

    /// <summary>Marks the scope, so that <see cref="Release"/> can drop the names bound after it.</summary>
    public int Mark => _names.Count;

    /// <param name="name">An empty name can't be found again.</param>
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
