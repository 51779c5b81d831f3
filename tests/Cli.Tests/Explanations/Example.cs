using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Cli.Commands;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Canvases;

namespace DarkLang.Cli.Tests.Explanations;

/// <summary>What checking an example shows, and running it where its first line says how: the codes, and the text a user sees.</summary>
/// <param name="Codes">Of errors and warnings, each once.</param>
internal sealed record Example(IReadOnlyList<string> Codes, string Text)
{
    private const string Eval = "// dark eval\n";
    private const string Emit = "// dark emit ";
    private const string Test = "// dark test\n";

    // Far below what a run may take: an example of a program that never ends is to end soon.
    private static readonly Limits Limits = Limits.Default with { Steps = 2_000_000 };

    public static Example Run(string code) =>
        code.StartsWith(Eval, StringComparison.Ordinal) ? RunExpression(code[Eval.Length..])
        : code.StartsWith(Test, StringComparison.Ordinal) ? RunTest(code)
        : RunCanvas(code);

    private static Example RunExpression(string code)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("<expression>", code), []);
        return loaded.Code is null ? Of(loaded.Diagnostics) : RunCode(loaded.Code, [], new EvalEffects(TimeProvider.System, _ => { }));
    }

    private static Example RunCanvas(string code)
    {
        var loaded = CanvasCheck.Load([new SourceText("canvas.dark", code + "\n")]);
        if (loaded.Canvas is not { } canvas || loaded.Diagnostics.Count > 0 || !code.StartsWith(Emit, StringComparison.Ordinal))
            return Of(loaded.Diagnostics);
        var words = code[Emit.Length..code.IndexOf('\n')].Split(' ', 2);
        var worker = canvas.Workers.Single(worker => worker.Name == words[0]);
        return RunCode(worker.Body, [EventOf(words[1])], new KeptEmits(canvas));
    }

    private static Example RunTest(string code)
    {
        var loaded = CanvasCheck.LoadToTest([new SourceText("canvas.dark", code + "\n")]);
        if (loaded.Canvas is not { } canvas || loaded.Diagnostics.Count > 0)
            return Of(loaded.Diagnostics);
        return Of(LargeStack.Run(() => TestRunner.Run(
            canvas, canvas.Tests.Single(), TestRunner.DefaultStart, seed: 1, Limits, CancellationToken.None)).Outcome);
    }

    private static Value EventOf(string json) =>
        ValueJson.TryRead(json, out var value, out var error) ? value : throw new FormatException(error);

    private static Example Of(IReadOnlyList<Diagnostic> diagnostics) => new(
        [.. diagnostics.Select(diagnostic => diagnostic.Code).Distinct()],
        string.Join('\n', diagnostics.Select(diagnostic => DiagnosticRenderer.Render(diagnostic, color: false))));

    private static Example RunCode(Code code, Value[] arguments, IEffects effects) =>
        Of(LargeStack.Run(() => Interpreter.Run(code, arguments, new EffectsHost(effects), Limits, CancellationToken.None)));

    private static Example Of(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => new Example([], ValueDisplay.Short(completed.Value)),
        Outcome.Failed failed => new Example([failed.Error.Code], DiagnosticRenderer.Render(failed.Error, color: false)),
        var other => throw new InvalidOperationException($"the example ended as {other}"),
    };

    /// <summary>A runtime that takes every event that could be stored, at a fixed time.</summary>
    private sealed class KeptEmits(Canvas canvas) : IEffects
    {
        public DateTimeOffset Now => new(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);

        public MessageInfo? Message => new(Guid.Empty, 1, Now);

        public void NextBytes(Span<byte> destination) => destination.Clear();

        public bool Emit(Emission emission) => ValueEncoding.Encode(emission.Event, int.MaxValue).Length > 0;

        public void Log(LogLine line)
        {
        }

        public void Control(ControlEffect act) => CountMessages(act.Name);

        public long CountMessages(string worker)
        {
            var workers = canvas.Workers.Select(known => known.Name);
            return workers.Contains(worker) ? 0 : throw ControlEffectErrors.NoWorker(worker, workers);
        }

        public IOutside Outside { get; } = new EveryServer();

        public bool IsPaused(string worker) => CountMessages(worker) > 0;
    }
}
