using System.Net;
using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Cli.Running;

internal sealed record RunSettings(string Store, string CanvasFile, bool Once, TimeSpan Drain, bool JsonLog, int TraceKeep, IPEndPoint? EndPoint = null, string? TokenFile = null);

/// <summary>One canvas from start to stop: store, engine, control endpoint, log and signals, put together and taken apart in order.</summary>
internal sealed class CanvasRun(Shell shell, Canvas canvas, IReadOnlyList<Diagnostic> warnings, RunSettings settings)
{
    private int _died;

    public async Task<int> Run(CancellationToken cancellation)
    {
        using var signals = new StopSignals();
        using var engine = Open();
        var log = new RunLog(shell.Out, Format(), shell.Time, shell.Note);
        await using (log)
        {
            engine.AttemptEnded += notice => OnEnded(notice, log);
            engine.HandlerPaused += pause => shell.Note($"warning: {pause.Handler} is paused: {pause.Why}; `dark {(pause.Handler.Kind == HandlerKind.Cron ? "cron" : "worker")} resume {pause.Handler.Name}` lets it go on");
            engine.CronNoticed += notice => shell.Note($"warning: cron {notice.Cron}: {notice.Text}");
            engine.StoreTrouble += OnStoreTrouble;
            var listen = settings.EndPoint is { } endPoint ? ControlToken.Listen(shell, settings.Store, endPoint, settings.TokenFile) : null;
            await using (await ControlServer.Start(engine.Control, settings.Store, cancellation, listen))
            {
                Announce(await engine.Control.Status(cancellation));
                engine.Start();
                await (settings.Once ? Task.WhenAny(signals.Asked, engine.WhenIdle()) : signals.Asked);
                if (signals.Asked.IsCompleted)
                    await AnnounceStop(engine, cancellation);
                await engine.Drain(settings.Drain);
            }
            // The socket is gone before the store is given up: who owns the store owns the socket's name.
            await Task.Run(engine.Dispose, cancellation);
        }
        return settings.Once && _died > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private Engine Open()
    {
        var socket = ControlAddress.For(settings.Store, Environment.ProcessId).Socket;
        var owner = new StoreOwner(Environment.ProcessId, settings.CanvasFile, shell.Time.GetUtcNow(), Environment.MachineName, socket);
        var store = LiteDbStore.Open(settings.Store, owner, CrashPoints.Parse(Environment.GetEnvironmentVariable(CrashPoints.Variable)), StoreAtRest.Wait(TellHolder));
        try
        {
            return Engine.Open(canvas, store, new EngineOptions { Time = shell.Time, TraceKeep = settings.TraceKeep, Warnings = warnings });
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void TellHolder(StoreOwner holder) =>
        shell.Note($"note: the store is held by process {holder.ProcessId}, {holder.Canvas}; waiting at most {Words.Duration(StoreAtRest.Patience)} for its end");

    private ILogFormat Format()
    {
        if (settings.JsonLog)
            return new JsonLogFormat();
        var names = canvas.Workers.Select(worker => worker.Name.Length).Concat(canvas.Crons.Select(cron => cron.Name.Length + "cron ".Length));
        return new TextLogFormat(shell.ColoursOut, Math.Min(30, names.DefaultIfEmpty(0).Max()));
    }

    private void OnEnded(AttemptNotice notice, RunLog log)
    {
        if (notice.State == "dead")
            Interlocked.Increment(ref _died);
        log.Add(notice);
    }

    private void OnStoreTrouble(StoreException? trouble) => shell.Note(trouble is null
        ? "note: the store takes changes again"
        : $"warning: the store takes no changes: {trouble.Message}; nothing new starts until it does");

    private void Announce(StatusView status)
    {
        var store = Path.GetRelativePath(shell.Folder, settings.Store);
        shell.Note($"dark runs {settings.CanvasFile}: {Words.Handlers(canvas)}; store {store}; pid {Environment.ProcessId}{(settings.Once ? "" : "; Ctrl-C stops")}");
        var waiting = status.Workers.Sum(worker => worker.Ready + worker.Delayed + worker.Retrying + worker.WaitingForCode);
        var dead = status.Workers.Sum(worker => worker.Dead) + status.Crons.Sum(cron => cron.Dead);
        var lost = status.NotFound.Sum(name => name.Messages);
        if (waiting + dead + lost > 0)
            shell.Note($"in the store: {Words.Several(waiting, "message")} waiting, {Words.Several(dead, "dead letter")}, {Words.Several(lost, "404")}");
        foreach (var paused in status.Workers.Where(worker => worker.Pause is not null).Select(worker => $"worker {worker.Name}").Concat(status.Crons.Where(cron => cron.Pause is not null).Select(cron => $"cron {cron.Name}")))
            shell.Note($"note: {paused} is paused");
        foreach (var damage in status.Damage)
            shell.Note($"warning: the store is damaged: {damage}");
    }

    private async Task AnnounceStop(Engine engine, CancellationToken cancellation)
    {
        var status = await engine.Control.Status(cancellation);
        var running = status.Workers.Sum(worker => worker.Running) + status.Crons.Sum(cron => cron.Running);
        shell.Note(running == 0
            ? "stopping"
            : $"stopping: {Words.Several(running, "attempt")} may take {Words.Duration(settings.Drain)} to finish; Ctrl-C again stops now");
    }
}
