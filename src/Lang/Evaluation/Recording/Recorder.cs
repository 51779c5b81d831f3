using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>Takes down the calls and values of one run of code that was loaded to be recorded.</summary>
internal sealed class Recorder(Func<TimeSpan> elapsed, int room)
{
    private int _room = room;
    private CallRecord? _current;

    public CallRecord? Root { get; private set; }

    /// <summary>Values and calls that no room was left for.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Null when it is not kept, and then <see cref="End"/> is not told of it either.</summary>
    public CallRecord? Begin(FunctionCode code, Location calledFrom, ReadOnlySpan<Value> locals)
    {
        if (!HasRoom())
            return null;
        var arguments = new (string, Value)[code.ParameterCount];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = (code.Parameters[i], locals[i]);
        var call = new CallRecord(_current, calledFrom, code.Name, code.Expressions) { Arguments = arguments, StartedAfter = elapsed() };
        _current?.Add(call);
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
        if (HasRoom())
            _current?.Add(new ExpressionValue(at, value));
    }

    // Once something was left out, everything after it is: a record with gaps in its middle would be read wrongly.
    private bool HasRoom()
    {
        if (_room == 0)
        {
            LeftOut++;
            return false;
        }
        _room--;
        return true;
    }
}
