using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>
/// The remaining capacity of a recording. Recorded values stay in memory, and a run that creates a large value in every iteration would
/// use it up: so the size of large values counts too, but only once for content that several values share.
/// </summary>
internal sealed class RecordingBudget(int entries, long bytes)
{
    // An entry of a list or dict, with a value that is not shared.
    private const long BytesPerEntry = 64;

    private const long MinMeasuredBytes = 4096;

    private readonly HashSet<object> _counted = new(ReferenceEqualityComparer.Instance);
    private int _entries = entries;
    private long _bytes = bytes;

    /// <summary>Returns false once the recording is full.</summary>
    public bool TryTake()
    {
        if (_entries == 0 || _bytes < 0)
            return false;
        _entries--;
        return true;
    }

    public bool TryTake(Value value)
    {
        if (!TryTake())
            return false;
        if (Measure(value) is (var content, >= MinMeasuredBytes and var size) && _counted.Add(content))
            _bytes -= size;
        return true;
    }

    private static (object Content, long Bytes)? Measure(Value value) => value.Reference switch
    {
        string text => (text, 2L * text.Length),
        Rope rope => rope.Content,
        ListValue list => (list.Shared, list.SharedCount * BytesPerEntry),
        DictValue dict => (dict.Shared, dict.Count * BytesPerEntry),
        BytesValue content => (content, content.Content.Length),
        OptionValue { IsJust: true } option => Measure(option.Inner),
        ResultValue result => Measure(result.Inner),
        _ => null,
    };
}
