namespace DarkLang.Runtime.Calls;

/// <summary>What earlier attempts at a message recorded, as one attempt asks for it again.</summary>
internal sealed class CallRecord
{
    private readonly Dictionary<CallIdentity, RecordEntry.Call> _calls = [];
    private readonly Dictionary<(ReadingKind, int), long> _readings = [];
    private readonly Occurrences _occurrences = new();

    /// <summary>The bytes of all results.</summary>
    public long Bytes { get; private set; }

    public int CallCount => _calls.Count;

    public void Add(RecordEntry entry)
    {
        switch (entry)
        {
            case RecordEntry.Reading reading:
                _readings.Add((reading.Kind, _occurrences.Next(reading.Kind)), reading.Value);
                break;
            case RecordEntry.Call call:
                _calls.Add(_occurrences.Next(call.Function, call.Arguments), call);
                Bytes += call.Result.Length;
                break;
            default:
                throw new UnreachableException();
        }
    }

    public RecordEntry.Call? Find(CallIdentity identity) => _calls.GetValueOrDefault(identity);

    /// <param name="ordinal">How many readings of the kind the attempt made before.</param>
    public long? Find(ReadingKind kind, int ordinal) => _readings.TryGetValue((kind, ordinal), out var value) ? value : null;
}
