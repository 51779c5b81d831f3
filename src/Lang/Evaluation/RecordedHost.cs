using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>
/// Answers impure calls from a recording, in order, and changes nothing outside. Actions such as <c>emit</c> need no answer: they are
/// noted here, so code that now emits more or less than the recorded code can be run too. Any other call for which the recording has
/// no answer ends the run.
/// </summary>
/// <param name="now">The time from which delays are counted: that of the recorded run.</param>
public sealed class RecordedHost(IReadOnlyList<RecordedAnswer> answers, DateTimeOffset now = default, MessageInfo? message = null) : IHost
{
    private readonly ActionEffects _effects = new(now, message);
    private int _next;

    public IEffects Effects => _effects;

    /// <summary>The events that the run emitted. No worker gets them.</summary>
    public IReadOnlyList<Emission> Emits => _effects.Emits;

    /// <summary>The lines that the run logged. They are not in any log.</summary>
    public IReadOnlyList<LogLine> Lines => _effects.Lines;

    /// <summary>The number of answers that were not used, because the code now makes fewer calls.</summary>
    public int Unused => answers.Skip(_next).Count(answer => !IsAction(answer));

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        if (function.Effect != LibraryEffect.Inside)
        {
            // The body, which does this otherwise, is not run.
            LibraryFunction.NoteSecrets(function.Parameters, execution, arguments);
            return Answer(function.Name);
        }
        if (_next < answers.Count && answers[_next].Function == function.Name && answers[_next++] is RecordedAnswer.Failed failed)
            throw Failure(failed);
        return function.Body(execution, arguments);
    }

    private Value Answer(string function)
    {
        while (_next < answers.Count && IsAction(answers[_next]))
            _next++;
        if (_next == answers.Count)
            throw NotRecorded(function, "all recorded answers are already used");
        if (answers[_next].Function != function)
            throw NotRecorded(function, $"the recorded run called `{answers[_next].Function}` here");
        return answers[_next++] switch
        {
            RecordedAnswer.Returned returned => returned.Result,
            RecordedAnswer.Failed failed => throw Failure(failed),
            _ => throw NotRecorded(function, "its result was too large to be recorded"),
        };
    }

    private static bool IsAction(RecordedAnswer answer) =>
        LibraryCatalog.Standard.Find(answer.Function) is { Effect: LibraryEffect.Inside };

    private static RuntimeErrorException Failure(RecordedAnswer.Failed failed) => new(failed.Code, failed.Message, failed.Help);

    private static RuntimeErrorException NotRecorded(string function, string why) =>
        new(RuntimeErrorCodes.NotRecorded, $"the recording has no answer for `{function}`", $"{why}; run it live to continue");

    /// <summary>The effects that actions may use. Every other answer must come from the recording.</summary>
    private sealed class ActionEffects(DateTimeOffset now, MessageInfo? message) : IEffects
    {
        public List<LogLine> Lines { get; } = [];

        public List<Emission> Emits { get; } = [];

        public DateTimeOffset Now => now;

        public MessageInfo? Message => message;

        public IOutside Outside { get; } = new NoOutside("in a replay");

        public void NextBytes(Span<byte> destination) => throw Unavailable("random values");

        public bool Emit(Emission emission)
        {
            Emits.Add(emission);
            return true;
        }

        public void Log(LogLine line) => Lines.Add(line);

        // No worker or cron is paused, resumed or run.
        public void Control(ControlEffect effect)
        {
        }

        public long CountMessages(string worker) => throw Unavailable("queues");

        public bool IsPaused(string worker) => throw Unavailable("queues");

        private static RuntimeErrorException Unavailable(string what) =>
            new(RuntimeErrorCodes.NotRecorded, $"no {what} are available in a replay", "run it live to continue");
    }
}
