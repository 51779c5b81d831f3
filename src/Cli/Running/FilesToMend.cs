using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Running;

/// <summary>The files of a canvas that is watched and can't run yet: their problems are shown until they are mended.</summary>
internal sealed class FilesToMend(Shell shell, IReadOnlyList<string> files)
{
    private readonly TaskCompletionSource<LoadedCanvas> _mended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string _shown = "";

    /// <summary>Loads the canvas now, or as soon as the files allow it. Returns null if a signal asks for a stop before.</summary>
    public async Task<LoadedCanvas?> Wait(CancellationToken cancellation)
    {
        if (Load() is { } loaded)
            return loaded;
        using var signals = new StopSignals();
        shell.Note($"the files can't run yet: waiting for a change; {StopSignals.Names} stops");
        await using var watch = new CanvasWatch([.. files.Select(file => Path.GetFullPath(file, shell.Folder))], OnChange, shell.Time);
        await Task.WhenAny(_mended.Task, signals.Asked).WaitAsync(cancellation);
        return _mended.Task.IsCompleted ? await _mended.Task : null;
    }

    private Task OnChange()
    {
        if (Load() is { } loaded)
            _mended.TrySetResult(loaded);
        return Task.CompletedTask;
    }

    /// <summary>Prints what is wrong, unless it was wrong before: a change is reported more than once.</summary>
    private LoadedCanvas? Load()
    {
        using var text = new StringWriter();
        var loaded = CanvasSource.LoadToRun(shell with { Error = text }, files);
        var problems = text.ToString();
        if (problems != _shown)
            shell.Error.Write(problems);
        _shown = problems;
        return loaded;
    }
}
