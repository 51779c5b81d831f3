using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>The control client inside the process of the engine: reading under its lock, acting through its writer.</summary>
internal sealed class EngineControl : IControlClient
{
    private readonly StatusReader _status;
    private readonly MessageReader _messages;
    private readonly TraceReader _traces;
    private readonly TraceCommands _pins;
    private readonly Emitter _emitter;
    private readonly HandlerCommands _handlers;
    private readonly MessageCommands _selections;
    private readonly Engine _engine;
    private readonly ControlParts _parts;

    public EngineControl(Engine engine, ControlParts parts)
    {
        (_engine, _parts) = (engine, parts);
        var commands = new CommandRunner(engine, parts.Context, parts.Commits);
        _status = new StatusReader(engine, parts);
        _messages = new MessageReader(parts);
        _traces = new TraceReader(engine, parts);
        _pins = new TraceCommands(parts, commands, _traces);
        _emitter = new Emitter(parts, commands);
        _handlers = new HandlerCommands(parts, commands);
        _selections = new MessageCommands(engine, parts, commands);
    }

    public Task<StatusView> Status(CancellationToken cancellation) => Task.FromResult(_status.Read());

    public Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation) =>
        _emitter.Emit(requests);

    public async Task<SettledView> Wait(Guid message, CancellationToken cancellation)
    {
        Task<SettledView> end;
        lock (_parts.Context.Gate)
        {
            if (!_parts.Waiters.IsRegistered(message) && _messages.Settled(message) is { } settled)
                return settled;
            // It can't end before somebody waits for it.
            end = _parts.Waiters.Wait(message, cancellation);
        }
        return await end.ConfigureAwait(false);
    }

    public Task Pause(HandlerId handler, string by, string? why, CancellationToken cancellation) => _handlers.Pause(handler, by, why);

    public Task Resume(HandlerId handler, CancellationToken cancellation) => _handlers.Resume(handler);

    public Task<Guid> RunCron(string name, CancellationToken cancellation) => _handlers.RunCron(name);

    public Task<IReadOnlyList<DateTimeOffset>> NextDue(string cron, int count, CancellationToken cancellation) =>
        Task.FromResult(_status.Upcoming(cron, count));

    public Task<IReadOnlyList<MessageView>> Messages(MessageFilter filter, CancellationToken cancellation) =>
        _messages.List(filter);

    public Task<MessageView> Message(string id, CancellationToken cancellation) => _messages.Show(id);

    public Task<int> Count(MessageSelection selection, CancellationToken cancellation) => _selections.Count(selection);

    public Task<Guid> RetryWith(string id, string @event, CancellationToken cancellation) => _selections.RetryWith(id, @event);

    public Task<int> Move(MessageSelection selection, string worker, CancellationToken cancellation) => _selections.Move(selection, worker);

    public Task<SettledView> Step(string worker, CancellationToken cancellation) => _handlers.Step(worker, cancellation);

    public Task<int> RetryDead(MessageSelection selection, CancellationToken cancellation) => _selections.RetryDead(selection);

    public Task<int> Remove(MessageSelection selection, CancellationToken cancellation) => _selections.Remove(selection);

    public Task<IReadOnlyList<TraceHeaderView>> Traces(HandlerId? handler, CancellationToken cancellation) =>
        Task.FromResult(_traces.List(handler));

    public Task<TraceView> Trace(string id, CancellationToken cancellation) => _traces.Show(id);

    public Task<TraceRunView> TraceRun(string id, CancellationToken cancellation) => _traces.Run(id);

    public async Task<Guid> ReplayLive(string id, CancellationToken cancellation)
    {
        var run = await _traces.Run(id).ConfigureAwait(false);
        return run.Header.Handler.Kind == HandlerKind.Cron
            ? await _handlers.RunCron(run.Header.Handler.Name).ConfigureAwait(false)
            : await _emitter.EmitAgain(run).ConfigureAwait(false);
    }

    public Task<TraceHeaderView> Pin(string id, bool pinned, CancellationToken cancellation) => _pins.Pin(id, pinned);

    public Task<IReadOnlyList<SourceView>> Source(string version, CancellationToken cancellation) => _traces.Source(version);

    public Task<LoadView> Reload(CancellationToken cancellation) => _engine.Reload();

    public async Task Backup(string folder, CancellationToken cancellation)
    {
        using var copy = await _parts.Commits.BeginCopy().ConfigureAwait(false);
        await Task.Run(() => copy.Write(folder, cancellation), cancellation).ConfigureAwait(false);
    }

    public IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation)
    {
        if (_engine.State == EngineState.Stopped)
            throw new ControlException(ControlProblem.NoRuntime, "nothing runs this canvas, so nothing happens: start it with `dark run`");
        return _parts.Events.Read(after, _status.Summarise, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
