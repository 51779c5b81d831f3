using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Tests.Library;

/// <summary>Effects with a fixed clock and seeded random values.</summary>
internal sealed class SeededEffects : IEffects
{
    private readonly Random _random = new(1);

    public DateTimeOffset Now => new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    public MessageInfo? Message { get; init; }

    public List<Emission> Emissions { get; } = [];

    public List<LogLine> Lines { get; } = [];

    public List<ControlEffect> ControlEffects { get; } = [];

    public bool AcceptsEmits { get; init; } = true;

    public void NextBytes(Span<byte> destination) => _random.NextBytes(destination);

    public bool Emit(Emission emission)
    {
        Emissions.Add(emission);
        return AcceptsEmits;
    }

    public void Log(LogLine line) => Lines.Add(line);

    public void Control(ControlEffect effect) => ControlEffects.Add(effect);

    public long CountMessages(string worker) => 0;

    public IOutside Outside { get; } = new EveryServer();

    public bool IsPaused(string worker) => false;
}
