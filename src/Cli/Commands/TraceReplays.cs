using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary>Replays a trace in this process: on the sources it ran with, or on the current files.</summary>
internal static class TraceReplays
{
    /// <summary>Replays a trace on the sources it ran with; fails if they can't run any more.</summary>
    public static ReplayResult.Ran Original(Shell shell, TraceView trace, CancellationToken cancellation) =>
        Ran(shell, Replay.Run(trace, shell.Time, cancellation), $"version {trace.Version}");

    /// <summary>Replays a trace in order to show it; if that fails, prints a note and returns null.</summary>
    public static ReplayResult.Ran? TryOriginal(Shell shell, TraceView trace, CancellationToken cancellation)
    {
        // The trace says that another program handled the message.
        if (trace.Consumer is not null)
            return null;
        try
        {
            return Original(shell, trace, cancellation);
        }
        catch (CommandFailure e)
        {
            shell.Note($"the values of expressions can't be shown: {e.Message}");
            return null;
        }
    }

    /// <summary>Replays a trace on the current files.</summary>
    public static async Task<ReplayResult.Ran> Current(
        Shell shell, IControlClient client, TraceView trace, string[] files, CancellationToken cancellation)
    {
        var paths = files.Length > 0 ? files : await CurrentCode.Paths(client, cancellation);
        var texts = CanvasFiles.Read(paths, shell.Folder);
        if (texts.Problems.Count > 0)
        {
            DiagnosticOutput.Write(shell, texts.Problems);
            throw new CommandFailure(
                ExitCode.Failed, "the files of the canvas can't be read", files.Length > 0 ? null : "name the files after the trace's id");
        }
        return Ran(shell, Replay.Run(trace, texts.Sources, shell.Time, cancellation), string.Join(", ", paths));
    }

    private static ReplayResult.Ran Ran(Shell shell, ReplayResult result, string sources)
    {
        if (result is ReplayResult.NotRunnable broken)
            DiagnosticOutput.Write(shell, [.. broken.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)]);
        return result switch
        {
            ReplayResult.Ran ran => ran,
            ReplayResult.SourcesGone => throw new CommandFailure(ExitCode.NotFound, $"{sources} of the canvas is no longer kept"),
            ReplayResult.HandlerGone { Handler: var gone } => throw new CommandFailure(
                ExitCode.NotFound, $"there is no {gone} in {sources}", "was it renamed? A replay needs the handler under its name"),
            ReplayResult.HandledOutside { Handler: var outside } => throw new CommandFailure(
                ExitCode.Refused, $"{outside} is external in {sources}: a program outside the canvas handled the message",
                "`dark trace replay --live` emits the event again"),
            _ => throw new CommandFailure(ExitCode.Failed, $"{sources} can't be run: nothing was replayed"),
        };
    }

    public static string Describe(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => $"completed with {DisplayText.OneLine(Lang.Values.ValueDisplay.Short(completed.Value, 200))}",
        Outcome.Failed failed => $"failed: {DisplayText.OneLine(failed.Error.Message)} ({failed.Error.At})",
        Outcome.Snoozed snoozed => $"snoozed for {DisplayTime.Duration(snoozed.Wait)}",
        Outcome.Incomplete incomplete => $"incomplete: no code written yet at {incomplete.At}",
        _ => $"stopped after {Replay.Timeout.TotalSeconds:0} s, the limit of a replay",
    };
}
