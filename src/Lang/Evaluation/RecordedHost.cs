using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>
/// Answers impure calls from a recording, in order, and touches nothing. Calls that only tell something, such as <c>emit</c>, need no
/// answer: what they tell is kept here, so code that now emits more or less than the recorded one can be run too. Any other call that
/// the recording has no answer for ends the run.
/// </summary>
/// <param name="now">What delays are counted from: the time of the recorded run.</param>
public sealed class RecordedHost(IReadOnlyList<RecordedAnswer> answers, DateTimeOffset now = default, MessageInfo? message = null) : IHost
{
    private readonly RecordedEffects _effects = new(now, message);
    private int _next;

    public IEffects Effects => _effects;

    /// <summary>What the run emitted: nobody gets it.</summary>
    public IReadOnlyList<Emission> Emits => _effects.Emits;

    /// <summary>What the run logged: it is in no log.</summary>
    public IReadOnlyList<LogLine> Lines => _effects.Lines;

    /// <summary>Answers that were not asked for: there are some when the code now does less.</summary>
    public int Unused => answers.Skip(_next).Count(answer => !IsAction(answer.Function));

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        if (!IsAction(function.Name))
            return Answer(function.Name);
        if (_next < answers.Count && answers[_next].Function == function.Name && answers[_next++] is RecordedAnswer.Failed failed)
            throw Failure(failed);
        return function.Body(execution, arguments);
    }

    private Value Answer(string function)
    {
        while (_next < answers.Count && IsAction(answers[_next].Function))
            _next++;
        if (_next == answers.Count)
            throw NotRecorded(function, "all recorded calls were made before it");
        if (answers[_next].Function != function)
            throw NotRecorded(function, $"the recorded run called `{answers[_next].Function}` here");
        return answers[_next++] switch
        {
            RecordedAnswer.Gave gave => gave.Result,
            RecordedAnswer.Failed failed => throw Failure(failed),
            _ => throw NotRecorded(function, "what it gave was too large to be kept"),
        };
    }

    private static bool IsAction(string function) =>
        function is "emit" or "emitAfter" or "emitAt" or "Queue::pause" or "Queue::resume" or "Cron::runNow"
            || function.StartsWith("Log::", StringComparison.Ordinal);

    private static RuntimeErrorException Failure(RecordedAnswer.Failed failed) => new(failed.Code, failed.Message, failed.Help);

    private static RuntimeErrorException NotRecorded(string function, string why) =>
        new(RuntimeErrorCodes.NotRecorded, $"the recording has no answer for `{function}`", $"{why}; run it live to go on");

    /// <summary>Only what belongs to the message is known; everything else must come from the recording.</summary>
    private sealed class RecordedEffects(DateTimeOffset now, MessageInfo? message) : IEffects
    {
        private readonly List<Emission> _emits = [];
        private readonly List<LogLine> _lines = [];

        public IReadOnlyList<LogLine> Lines => _lines;

        public IReadOnlyList<Emission> Emits => _emits;

        public DateTimeOffset Now => now;

        public MessageInfo? Message => message;

        public Guid NewUuid() => throw NotRecorded("Uuid::generate", "nothing is drawn by lot");

        public long NextInt(long lowest, long highest) => throw NotRecorded("Int::random", "nothing is drawn by lot");

        public void NextBytes(Span<byte> destination) => throw NotRecorded("String::random", "nothing is drawn by lot");

        public bool Emit(Emission emission)
        {
            _emits.Add(emission);
            return true;
        }

        public void Log(LogLine line) => _lines.Add(line);

        // Nothing is steered.
        public void Control(ControlEffect act)
        {
        }

        public long CountMessages(string worker) => throw NotRecorded("Queue::count", "no queue is looked at");

        public bool IsPaused(string worker) => throw NotRecorded("Queue::isPaused", "no queue is looked at");
    }
}
