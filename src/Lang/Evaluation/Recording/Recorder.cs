using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>Takes down the calls and values of one run of code that was loaded to be recorded.</summary>
internal sealed class Recorder(Func<TimeSpan> elapsed, RecordingBudget room)
{
    private CallRecord? _current;

    public CallRecord? Root { get; private set; }

    /// <summary>Values and calls that no room was left for.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Null when it is not kept, and then <see cref="End"/> is not told of it either.</summary>
    public CallRecord? Begin(FunctionCode code, Location calledFrom, ReadOnlySpan<Value> locals)
    {
        if (!room.Take())
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

    public void Note(Location at, Value value)
    {
        if (room.Take(value))
            _current?.Add(new ExpressionValue(at, value));
        else
            LeaveOut();
    }

    // Once something was left out, everything after it is: a record with gaps in its middle would be read wrongly.
    private void LeaveOut()
    {
        if (LeftOut++ > 0)
            return;
        for (var call = _current; call is not null; call = call.Parent)
            call.IsCut = true;
    }
}
