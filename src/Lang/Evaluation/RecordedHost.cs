using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>What an impure call gave when it was recorded.</summary>
public sealed record RecordedAnswer(string Function, Value Result);

/// <summary>
/// Answers impure calls from a recording, in order, and touches nothing. A call that the recording has no answer for ends the run.
/// </summary>
public sealed class RecordedHost(IReadOnlyList<RecordedAnswer> answers, MessageInfo? message = null) : IHost
{
    private readonly RecordedEffects _effects = new(message);
    private int _next;

    public IEffects Effects => _effects;

    /// <summary>How many answers were used: fewer than there are when the code now does less.</summary>
    public int Used => _next;

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        if (_next == answers.Count)
            throw NotRecorded(function.Name, "all recorded calls were made before it");
        if (answers[_next].Function != function.Name)
            throw NotRecorded(function.Name, $"the recorded run called `{answers[_next].Function}` here");
        return answers[_next++].Result;
    }

    private static RuntimeErrorException NotRecorded(string function, string why) =>
        new(RuntimeErrorCodes.NotRecorded, $"the recording has no answer for `{function}`", $"{why}; run it live to go on");

    /// <summary>Only what belongs to the message is known; everything else must come from the recording.</summary>
    private sealed class RecordedEffects(MessageInfo? message) : IEffects
    {
        public DateTimeOffset Now => throw NotRecorded("Date::now", "the clock is not looked at");

        public MessageInfo? Message => message;

        public Guid NewUuid() => throw NotRecorded("Uuid::generate", "nothing is drawn by lot");

        public long NextInt(long lowest, long highest) => throw NotRecorded("Int::random", "nothing is drawn by lot");

        public void NextBytes(Span<byte> destination) => throw NotRecorded("String::random", "nothing is drawn by lot");

        public bool Emit(Emission emission) => throw NotRecorded("emit", "nothing is emitted");

        public void Log(LogLine line) => throw NotRecorded("Log::info", "nothing is logged");

        public void Steer(Steering act) => throw NotRecorded("Queue::pause", "nothing is steered");

        public long CountMessages(string worker) => throw NotRecorded("Queue::count", "no queue is looked at");

        public bool IsPaused(string worker) => throw NotRecorded("Queue::isPaused", "no queue is looked at");
    }
}
