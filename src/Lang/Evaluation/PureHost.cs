using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>For code that may only look at its arguments: every impure call ends the run.</summary>
internal sealed class PureHost : IHost, IEffects
{
    public static readonly PureHost Instance = new();

    private PureHost()
    {
    }

    public IEffects Effects => this;

    public DateTimeOffset Now => throw Impure("Date::now");

    public MessageInfo? Message => null;

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at) =>
        throw Impure(function.Name);

    public Guid NewUuid() => throw Impure("Uuid::generate");

    public long NextInt(long lowest, long highest) => throw Impure("Int::random");

    public void NextBytes(Span<byte> destination) => throw Impure("String::random");

    public bool Emit(Emission emission) => throw Impure("emit");

    public void Log(LogLine line) => throw Impure("Log::info");

    public void Control(ControlEffect act) => throw Impure("Queue::pause");

    public long CountMessages(string worker) => throw Impure("Queue::count");

    public bool IsPaused(string worker) => throw Impure("Queue::isPaused");

    private static RuntimeErrorException Impure(string function) => new(
        RuntimeErrorCodes.NotPure,
        $"`{function}` can't be used to work out an option: it gives another answer each time, or changes something",
        "an option may only look at its event");
}
