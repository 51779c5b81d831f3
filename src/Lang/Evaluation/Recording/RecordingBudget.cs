using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>
/// How much more a recording may hold. Values that are kept to be looked at stay in memory, which a run that makes a large one in every
/// iteration would use up: so large ones are weighed too, what several share once.
/// </summary>
internal sealed class RecordingBudget(int entries, long bytes)
{
    /// <summary>Of an entry of a list or dict with a value of its own.</summary>
    private const long BytesOfEntry = 64;

    private const long LightestWeighed = 4096;

    private readonly HashSet<object> _weighed = new(ReferenceEqualityComparer.Instance);
    private int _entries = entries;
    private long _bytes = bytes;

    /// <summary>False once it is full, and from then on.</summary>
    public bool Take()
    {
        if (_entries == 0 || _bytes < 0)
            return false;
        _entries--;
        return true;
    }

    public bool Take(Value value)
    {
        if (!Take())
            return false;
        if (Weigh(value) is (var content, >= LightestWeighed and var weight) && _weighed.Add(content))
            _bytes -= weight;
        return true;
    }

    private static (object Content, long Bytes)? Weigh(Value value) => value.Reference switch
    {
        string text => (text, 2L * text.Length),
        Rope late => late.Held,
        ListValue list => (list.Shared, list.SharedCount * BytesOfEntry),
        DictValue dict => (dict.Shared, dict.Count * BytesOfEntry),
        BytesValue content => (content, content.Content.Length),
        OptionValue { IsJust: true } option => Weigh(option.Inner),
        ResultValue result => Weigh(result.Inner),
        _ => null,
    };
}
