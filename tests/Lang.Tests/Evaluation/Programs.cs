using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>Runs expressions and canvases from their text, even those that the checks reject.</summary>
internal static class Programs
{
    public static Limits SmallLimits { get; } = Limits.Default with { Steps = 5_000_000 };

    public static Outcome Run(
        string expression, string canvas = "", Limits? limits = null, IHost? host = null, CancellationToken? stop = null)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("expression", expression), Scope(canvas), Checks.Names);
        Assert.True(loaded.Code is not null, Render(loaded.Diagnostics));
        return Run(loaded.Code, [], limits, host, stop);
    }

    public static Outcome Run(
        Code code,
        Value[] arguments,
        Limits? limits = null,
        IHost? host = null,
        CancellationToken? stop = null,
        int stackSize = Interpreter.StackSize)
    {
        host ??= new EffectsHost(new FixedEffects());
        return LargeStack.Run(
            () => Interpreter.Run(code, arguments, host, limits ?? SmallLimits, stop ?? CancellationToken.None), stackSize);
    }

    public static Value Value(string expression, string canvas = "") => Run(expression, canvas) switch
    {
        Outcome.Completed completed => completed.Value,
        var other => throw new InvalidOperationException(Show(other)),
    };

    public static RuntimeError Error(string expression, string canvas = "", Limits? limits = null) => Run(expression, canvas, limits) switch
    {
        Outcome.Failed failed => failed.Error,
        var other => throw new InvalidOperationException(Show(other)),
    };

    /// <summary>Runs on a stack that is used up soon, even if the compiler makes the frames small.</summary>
    public static RuntimeError ErrorOnSmallStack(string expression, string canvas)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("expression", expression), Scope(canvas), Checks.Names);
        Assert.True(loaded.Code is not null, Render(loaded.Diagnostics));
        return Assert.IsType<Outcome.Failed>(Run(loaded.Code, [], Limits.Default, stackSize: 1024 * 1024)).Error;
    }

    public static Canvas Canvas(string text)
    {
        var loaded = CanvasLoader.Load([new SourceText("test.dark", text)], Checks.Names);
        Assert.True(loaded.Canvas is not null, Render(loaded.Diagnostics));
        return loaded.Canvas;
    }

    public static string Show(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => ValueDisplay.Show(completed.Value),
        Outcome.Failed failed => DiagnosticRenderer.Render(failed.Error, color: false).TrimEnd(),
        Outcome.Incomplete incomplete => $"incomplete at {incomplete.At}",
        _ => "cancelled",
    };

    public static string Render(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(diagnostic => DiagnosticRenderer.Render(diagnostic, color: false)));

    private static SourceText[] Scope(string canvas) => canvas.Length == 0 ? [] : [new SourceText("canvas.dark", canvas)];
}
