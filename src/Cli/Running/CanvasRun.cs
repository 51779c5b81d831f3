using DarkLang.Cli.Commands;
using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Running;

/// <summary>Runs a canvas from start to stop: opens and closes its store, engine, control endpoint, log and signals in order.</summary>
/// <param name="notes">Where the shell writes its messages if there are screens.</param>
internal sealed class CanvasRun(Shell shell, Canvas canvas, IReadOnlyList<Diagnostic> warnings, RunSettings settings, BufferedNotes notes)
{
    private const int MostAnnounced = 10;

    private int _died;

    public async Task<int> Run(CancellationToken cancellation)
    {
        using var signals = new StopSignals();
        using var outside = new LiveOutside(settings.Outside, shell.Time);
        using var engine = Open(outside);
        var isLost = false;
        var log = new RunLog(shell.Out, Format(), shell.Time, shell.Note);
        await using (log)
        {
            Listen(engine, log);
            if (LiteDbStore.FindOpenFolder(settings.Store) is { } open)
                shell.Note(
                    $"warning: others may write to {open}, so they can replace the store with one of theirs; "
                    + $"`chmod go-w {ShellWord.Of(open)}` forbids it");
            var listen =
                settings.EndPoint is { } endPoint ? ControlToken.Listen(shell, settings.Store, endPoint, settings.TokenFile) : null;
            await using (await ControlServer.Start(engine.Control, settings.Store, cancellation, listen))
            {
                if (listen is not null)
                    ControlToken.Announce(shell, settings.Store, listen.EndPoint, settings.TokenFile);
                Announce(await engine.Control.Ask(Operations.Status, cancellation));
                engine.Start();
                Announce(engine.CrashedMessages);
                foreach (var dropped in engine.DroppedOptions)
                    shell.Note($"note: {dropped}");
                var drain = await UntilEnd(engine, signals, cancellation);
                if (signals.Asked.IsCompleted)
                    await AnnounceStop(engine, drain, cancellation);
                await engine.Drain(drain);
                var end = await engine.Control.Ask(Operations.Status, cancellation);
                isLost = end.Trouble is not null;
                if (settings.Mode.Once && !signals.Asked.IsCompleted)
                    AnnounceLeft(end);
            }
            // The socket closes before the store is released: the name of the socket belongs to the holder of the store.
            await Task.Run(engine.Dispose, cancellation);
        }
        if (isLost)
            shell.Note("error: the store took no changes until the end: the messages of attempts that were not stored run again");
        return isLost || (settings.Mode.Once && _died > 0) ? ExitCode.Failed : ExitCode.Ok;
    }

    /// <summary>Returns how long running attempts may still take.</summary>
    private async Task<TimeSpan> UntilEnd(Engine engine, StopSignals signals, CancellationToken cancellation)
    {
        await using var watch = settings.Mode.Watch ? Watch(engine) : null;
        if (settings.Mode.Screens)
        {
            _ = EndWithoutTerminal(engine, signals);
            var ending = await Show(engine, cancellation);
            signals.Ask();
            return ending == QuitMode.Now ? TimeSpan.Zero : settings.Drain;
        }
        await (settings.Mode.Once ? Task.WhenAny(signals.Asked, engine.WhenIdle()) : signals.Asked);
        return settings.Drain;
    }

    // The screens wait for keys of a terminal that is gone, so they can't end.
    private async Task EndWithoutTerminal(Engine engine, StopSignals signals)
    {
        await signals.HungUp;
        await engine.Drain(settings.Drain);
        engine.Dispose();
        Environment.Exit(ExitCode.Ok);
    }

    private async Task<QuitMode> Show(Engine engine, CancellationToken cancellation)
    {
        var screens = new TerminalUi
        {
            First = await engine.Control.Ask(Operations.Status, cancellation),
            Connect = _ => Task.FromResult<IControlClient?>(engine.Control),
            Theme = settings.Theme,
            Time = shell.Time,
            Options = new()
            {
                User = Environment.UserName,
                Stub = (lost, status, _) => new StubWorker(lost).For(status.Canvas, shell.Folder, settings.Files),
                OwnsRun = true,
            },
        };
        notes.Hold();
        try
        {
            return await screens.Run();
        }
        finally
        {
            notes.Release();
        }
    }

    private CanvasWatch Watch(Engine engine) =>
        new([.. settings.Files.Select(file => Path.GetFullPath(file, shell.Folder))], () => Reload(engine), shell.Time);

    private async Task Reload(Engine engine)
    {
        try
        {
            await engine.Reload();
        }
        catch (ControlException) when (engine.State != EngineState.Running)
        {
            // The canvas is stopping: the next start reads the files.
        }
        catch (Exception fault)
        {
            shell.Note($"warning: reloading the files failed: {fault.Message}");
        }
    }

    private void Listen(Engine engine, RunLog log)
    {
        engine.AttemptEnded += notice => OnEnded(notice, log);
        engine.HandlerPaused += pause => shell.Note(
            $"warning: {pause.Handler} is paused: {pause.Why}; "
            + $"`dark {(pause.Handler.Kind == HandlerKind.Cron ? "cron" : "worker")} resume "
            + $"{ShellWord.Of(pause.Handler.Name)}` resumes it");
        engine.CronNoticed += notice => shell.Note($"warning: cron {notice.Cron}: {notice.Text}");
        engine.StoreTrouble += OnStoreTrouble;
        engine.Faulted += OnFault;
        engine.AttemptDeferred += (message, handler, trouble) => shell.Note(
            $"warning: message {message} of {handler} was handled, but the result can't be stored: {trouble.Message}; "
            + $"{handler} starts no new attempts until it is stored, or until the message is cancelled");
        engine.CanvasLoaded += load => OnLoaded(load, log);
    }

    private void OnLoaded(CanvasLoad load, RunLog log)
    {
        DiagnosticOutput.Write(shell, load.Unreadable);
        DiagnosticOutput.Write(shell, load.Diagnostics);
        shell.Note(LoadText.Line(load.View, HandlerText.Counts(load.Running)));
        log.Add(load.View);
    }

    private Engine Open(LiveOutside outside)
    {
        var socket = ControlAddress.For(settings.Store, Environment.ProcessId).Socket;
        var owner = new StoreOwner(Environment.ProcessId, settings.CanvasFile, shell.Time.GetUtcNow(), Environment.MachineName, socket);
        var store = LiteDbStore.Open(settings.Store, owner, CrashPoints.Parse(
            Environment.GetEnvironmentVariable(CrashPoints.Variable)), StoreAtRest.Wait(NoteHolder));
        try
        {
            var options = new EngineOptions
            {
                Time = shell.Time,
                TraceKeep = settings.TraceKeep,
                Outside = outside,
                History = settings.History,
                Warnings = warnings,
                KeepsEvents = settings.Mode.Screens,
                Read = () => CanvasFiles.Read(settings.Files, shell.Folder),
            };
            return Engine.Open(
                canvas, store, settings.AttemptMemory is { } memory ? options with { AttemptMemory = memory } : options);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void NoteHolder(StoreOwner holder) => shell.Note(
        $"note: process {holder.ProcessId}, {holder.Canvas}, holds the store; "
        + $"waiting up to {DisplayTime.Duration(StoreAtRest.Timeout)} for it to end");

    private ILogFormat Format()
    {
        if (settings.JsonLog)
            return new JsonLogFormat();
        var names =
            canvas.Workers.Select(worker => worker.Name.Length).Concat(canvas.Crons.Select(cron => cron.Name.Length + "cron ".Length));
        return new TextLogFormat(shell.ColoursOut, Math.Min(30, names.DefaultIfEmpty(0).Max()));
    }

    private void OnEnded(AttemptNotice notice, RunLog log)
    {
        if (notice.State == MessageState.Dead)
            Interlocked.Increment(ref _died);
        log.Add(notice);
    }

    private void OnStoreTrouble(StoreException? trouble) => shell.Note(trouble is null
        ? "note: the store accepts changes again"
        : $"warning: the store accepts no changes: {trouble.Message}; no new attempts start until it does");

    private void OnFault(Exception fault) => shell.Note(
        $"warning: a bug in dark, not in your program: {fault.GetType().Name}: {fault.Message}; what was stored is safe, "
        + "but the state in memory may be wrong until the next start; please report it");

    private void Announce(StatusView status)
    {
        var store = shell.DisplayPath(settings.Store);
        shell.Note(
            $"dark runs {settings.CanvasFile}: {HandlerText.Counts(canvas)}; store {store}; pid {Environment.ProcessId}"
            + (settings.Mode.Once ? "" : $"; {StopSignals.Names} stops"));
        var waiting = status.Workers.Sum(worker => worker.Ready + worker.Delayed + worker.Retrying + worker.WaitingForCode);
        var dead = status.Workers.Sum(worker => worker.Dead) + status.Crons.Sum(cron => cron.Dead);
        var lost = status.NotFound.Sum(name => name.Messages);
        if (waiting + dead + lost > 0)
            shell.Note(
                $"in the store: {DisplayText.Quantity(waiting, "message")} waiting, {DisplayText.Quantity(dead, "dead letter")}, "
                + DisplayText.Quantity(lost, "404"));
        var paused = status.Workers.Where(worker => worker.Pause is not null).Select(worker => worker.Handler)
            .Concat(status.Crons.Where(cron => cron.Pause is not null).Select(cron => cron.Handler));
        foreach (var handler in paused)
            shell.Note($"note: {handler} is paused");
        foreach (var worker in status.Workers)
        {
            foreach (var set in worker.Overrides ?? [])
                shell.Note($"note: {worker.Handler}: {set.Option} is {HandlerText.Override(set)}");
        }
        foreach (var damage in status.Damage)
            shell.Note($"warning: the store is damaged: {damage}");
    }

    private void AnnounceLeft(StatusView status)
    {
        (long Count, string What)[] left =
        [
            (status.Workers.Sum(worker => worker.Ready) + status.Crons.Sum(cron => cron.Waiting), "waiting"),
            (status.Workers.Sum(worker => worker.Delayed), "delayed"),
            (status.Workers.Sum(worker => worker.Retrying), "waiting for a retry"),
            (status.Workers.Sum(worker => worker.WaitingForCode), "waiting for code"),
            (status.NotFound.Sum(name => name.Messages), "under 404s"),
            (status.Workers.Sum(worker => worker.Dead) + status.Crons.Sum(cron => cron.Dead), "dead"),
        ];
        var counts = left.Where(state => state.Count > 0).Select(state => $"{DisplayText.Count(state.Count)} {state.What}").ToList();
        if (counts.Count > 0)
            shell.Note($"left in the store: {string.Join(", ", counts)}; `dark queue ls` lists them, and the next run continues");
    }

    private void Announce(IReadOnlyList<CrashNotice> died)
    {
        _died += died.Count;
        foreach (var death in died.Take(MostAnnounced))
            shell.Note(
                $"dead letter: {death.Handler}: error[{death.Failure.Code}]: {death.Failure.Message}; "
                + $"`dark queue show {DisplayText.ShortId(death.Message)}` shows it");
        if (died.Count > MostAnnounced)
            shell.Note($"… and {DisplayText.Quantity(died.Count - MostAnnounced, "more dead letter")} of the same kind");
    }

    private async Task AnnounceStop(Engine engine, TimeSpan drain, CancellationToken cancellation)
    {
        var status = await engine.Control.Ask(Operations.Status, cancellation);
        var running = status.Workers.Sum(worker => worker.Running) + status.Crons.Sum(cron => cron.Running);
        var finish = $"{DisplayText.Quantity(running, "attempt")} may take {DisplayTime.Duration(drain)} to finish";
        shell.Note(running == 0 ? "stopping" : $"stopping: {finish}; {StopSignals.Names} again stops now");
    }
}
