using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>Records the calls and values of one run of code that was loaded for recording.</summary>
internal sealed class Recorder(Func<TimeSpan> elapsed, RecordingBudget budget)
{
    private CallRecord? _current;

    public CallRecord? Root { get; private set; }

    /// <summary>What the run gave to functions that take secrets.</summary>
    public Secrets Secrets { get; } = new();

    /// <summary>The number of values and calls that were not recorded because the recording was full.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Starts the record of a call. Returns null if the recording is full; <see cref="End"/> is not called then.</summary>
    public CallRecord? Begin(FunctionCode code, Location calledFrom, ReadOnlySpan<Value> locals)
    {
        if (!budget.TryTake())
        {
            LeaveOut();
            return null;
        }
        var arguments = new (string, Value)[code.ParameterCount];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = (code.Parameters[i], locals[i]);
        var call = new CallRecord(_current, calledFrom, code) { Arguments = arguments, StartedAfter = elapsed() };
        Root ??= call;
        _current = call;
        return call;
    }

    public void End(CallRecord call, Value? result)
    {
        call.Result = result;
        call.Duration = elapsed() - call.StartedAfter;
        _current = call.Parent;
    }

    public void Record(Location at, Value value)
    {
        if (budget.TryTake(value))
            _current?.Add(new ExpressionValue(at, value));
        else
            LeaveOut();
    }

    // After the first value that is left out, all are: a recording with gaps in the middle would be misleading.
    private void LeaveOut()
    {
        if (LeftOut++ > 0)
            return;
        for (var call = _current; call is not null; call = call.Parent)
            call.IsCut = true;
    }

    /// <summary>Takes the secrets out of what is recorded, also of what was recorded before the run used them as such.</summary>
    public void Redact()
    {
        if (Root is { } root)
            root.RedactAll(Secrets);
    }
}
