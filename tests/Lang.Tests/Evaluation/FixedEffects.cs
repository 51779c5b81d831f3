using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>Effects that always return the same values and remember what was emitted.</summary>
internal sealed class FixedEffects : IEffects
{
    private readonly List<Emission> _emissions = [];

    public IReadOnlyList<Emission> Emissions => _emissions;

    public DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public MessageInfo? Message { get; init; }

    public List<LogLine> Lines { get; } = [];

    public List<ControlEffect> ControlEffects { get; } = [];

    public void NextBytes(Span<byte> destination) => destination.Clear();

    public bool Emit(Emission emission)
    {
        _emissions.Add(emission);
        return true;
    }

    public void Log(LogLine line) => Lines.Add(line);

    public void Control(ControlEffect effect) => ControlEffects.Add(effect);

    public long CountMessages(string worker) => 0;

    public IOutside Outside { get; } = new EveryServer();

    public bool IsPaused(string worker) => false;
}
