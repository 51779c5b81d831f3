using System.Security.Cryptography;
using DarkLang.Cli.Output;
using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Cli.Commands;

/// <summary>The effects of an expression that is evaluated alone: the real time and randomness, but no queues.</summary>
internal sealed class EvalEffects(TimeProvider time, Action<string> note, OutsideOptions? outside = null) : IEffects, IDisposable
{
    private readonly LiveOutside _outside = new(outside ?? new OutsideOptions(), time);

    public DateTimeOffset Now => time.GetUtcNow();

    public MessageInfo? Message => null;

    public IOutside Outside => _outside;

    public void Dispose() => _outside.Dispose();

    public void NextBytes(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    public bool Emit(Emission emission) => throw new RuntimeErrorException(
        RuntimeErrorCodes.NowhereToEmit, $"an expression evaluated alone can't emit, here to \"{emission.Worker}\"",
        "emit with `dark emit`, or write a worker and a test for it");

    public void Log(LogLine line) =>
        note($"{line.Level.ToString().ToLowerInvariant()}: {DisplayText.OneLine(line.Message)}  "
            + DisplayText.OneLine(ValueDisplay.Show(line.Fields, int.MaxValue)));

    public void Control(ControlEffect effect) => throw NoQueues(effect.Name);

    public long CountMessages(string worker) => throw NoQueues(worker);

    public bool IsPaused(string worker) => throw NoQueues(worker);

    private static RuntimeErrorException NoQueues(string name) => new(
        RuntimeErrorCodes.NowhereToEmit, $"an expression evaluated alone has no workers and no crons, here \"{name}\"",
        "use `dark worker` and `dark cron`, or write a worker or a test for it");
}
