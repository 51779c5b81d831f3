using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Runtime.Replaying;

/// <summary>Where a run ended before its handler returned: the calls that were open, and the place in each of them.</summary>
public sealed class EarlyEnd
{
    private readonly Dictionary<CallRecord, Location> _places = [];

    private EarlyEnd(CallRecord root, Location? at)
    {
        var call = root;
        while (call.Result is null && call.Calls is [.., { Result: null } inner])
        {
            _places.Add(call, inner.CalledFrom);
            call = inner;
        }
        Innermost = call;
        if (at is { Source: not null } place)
            _places.Add(call, place);
    }

    /// <summary>The innermost call without a result; the handler itself if the run completed.</summary>
    public CallRecord Innermost { get; }

    public static EarlyEnd? Of(Recording recording) => recording.Root is { } root ? new EarlyEnd(root, PlaceOf(recording.Outcome)) : null;

    /// <summary>Whether the run ended in an expression of a call, or in what it called.</summary>
    public bool IsIn(CallRecord call, Location at) =>
        _places.TryGetValue(call, out var place) && place.Source == at.Source && at.Span.Contains(place.Span);

    private static Location? PlaceOf(Outcome outcome) => outcome switch
    {
        Outcome.Failed failed => failed.Error.At,
        Outcome.Incomplete incomplete => incomplete.At,
        _ => null,
    };
}
