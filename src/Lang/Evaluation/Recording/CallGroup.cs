namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>The calls of one function from one place in the same call, in order. Several are the iterations of a loop.</summary>
public sealed class CallGroup
{
    private readonly List<CallRecord> _calls = [];

    internal CallGroup(Location calledFrom, string function)
    {
        (CalledFrom, Function) = (calledFrom, function);
    }

    public Location CalledFrom { get; }

    public string Function { get; }

    public IReadOnlyList<CallRecord> Calls => _calls;

    internal int Add(CallRecord call)
    {
        _calls.Add(call);
        return _calls.Count - 1;
    }
}
