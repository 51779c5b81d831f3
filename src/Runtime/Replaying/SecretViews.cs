using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Replaying;

/// <summary>Takes the keys that an attempt used out of its trace. Only a replay knows which of the values are keys.</summary>
public static class SecretViews
{
    public static TraceView Redact(TraceView trace, Secrets secrets) => secrets.IsEmpty ? trace : trace with
    {
        Input = Redact(trace.Input, secrets),
        Result = Redact(trace.Result, secrets),
        Failure = trace.Failure is { } failure ? failure with { Message = secrets.Redact(failure.Message) } : null,
        Emits = [.. trace.Emits.Select(emit => emit with { Event = Redact(emit.Event, secrets)! })],
        Effects = [.. trace.Effects.Select(effect => effect with { Result = Redact(effect.Result, secrets) })],
        Log = [.. trace.Log.Select(line => line with { Message = secrets.Redact(line.Message), Fields = Redact(line.Fields, secrets)! })],
    };

    private static ValueView? Redact(ValueView? view, Secrets secrets)
    {
        if (view is null)
            return null;
        if (view.Json is { } json && ValueJson.TryRead(json, out var value, out _) && secrets.Redact(value) is var redacted
            && !ValueEquality.AreEqual(redacted, value))
            return new ValueView(ValueDisplay.Show(redacted), ValueJson.Write(redacted, indented: false)) { CutFrom = view.CutFrom };
        return view.Json is null ? view with { Text = secrets.Redact(view.Text) } : view;
    }
}
