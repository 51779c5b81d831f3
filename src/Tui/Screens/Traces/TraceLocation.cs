namespace DarkLang.Tui.Screens.Traces;

/// <summary>A location in a recorded run: an expression in one call, or the call itself with its arguments.</summary>
/// <param name="At">Null for the call itself.</param>
internal readonly record struct TraceLocation(CallRecord Call, Location? At = null)
{
    /// <summary>This location, or the narrowest expression around it if it has no value.</summary>
    public TraceLocation OrAround
    {
        get
        {
            if (At is not { } at || Value is not null)
                return this;
            var around = Call.Values.Where(value => value.At.Source == at.Source && value.At.Span.Contains(at.Span))
                .Select(value => (Location?)value.At).MinBy(other => other!.Value.Span.Length);
            return around is null ? this : this with { At = around };
        }
    }

    /// <summary>Null if the expression has none: it was not reached, or it failed.</summary>
    public Value? Value
    {
        get
        {
            foreach (var value in Call.Values)
            {
                if (value.At == At)
                    return value.Value;
            }
            return null;
        }
    }
}
