using DarkLang.Runtime.Control.Events;

namespace DarkLang.Runtime.Control;

/// <summary>The control client inside the process of the engine. It reads under the engine's lock and acts through its writer.</summary>
internal sealed class EngineControl : IControlClient
{
    private readonly Engine _engine;
    private readonly EngineParts _parts;
    private readonly StatusReader _status;
    private readonly MessageReader _messages;

    public EngineControl(Engine engine, EngineParts parts)
    {
        (_engine, _parts) = (engine, parts);
        _status = new StatusReader(engine, parts);
        var search = new MessageSearch(parts);
        _messages = new MessageReader(parts, search);
        var selections = new SelectionResolver(parts, _messages, search);
        var commands = new CommandRunner(engine, parts.Context, parts.Commits);
        var emitter = new Emitter(parts, commands);
        var claims = new ClaimCommands(engine, parts);
        var handlers = new HandlerCommands(parts, commands);
        var options = new OptionCommands(parts, commands);
        var messages = new MessageCommands(engine, parts, commands, selections);
        var keys = new OnceKeyCommands(parts, commands);
        var reader = new TraceReader(engine, parts);
        var history = new HistoryReader(parts, search);
        var way = new WayReader(parts, reader, history, search);
        var traces = new TraceCommands(parts, commands, reader);
        Table.Add(Operations.Status, _ => _status.Read());
        Table.Add(Operations.Emit, (requests, _) => emitter.Emit(requests));
        Table.Add(Operations.Wait, (request, cancellation) => Wait(request.Message, cancellation));
        Table.Add(Operations.Claim, claims.Claim);
        Table.Add(Operations.Extend, request => claims.Extend(request.Lease));
        Table.Add(Operations.Settle, (request, _) => claims.Settle(request));
        Table.Add(Operations.Pause, (request, _) => Done(handlers.Pause(request.Handler.ToStored(), request.By, request.Why)));
        Table.Add(Operations.Resume, (request, _) => Done(handlers.Resume(request.Handler.ToStored())));
        Table.Add(Operations.Step, (request, cancellation) => handlers.Step(request.Handler.Name, cancellation));
        Table.Add(Operations.SetOption, (request, _) => Done(options.Set(request)));
        Table.Add(Operations.RunCron, (request, _) => Named(handlers.RunCron(request.Handler.Name)));
        Table.Add(Operations.NextDue, _status.NextDue);
        Table.Add(Operations.Messages, (filter, _) => _messages.List(filter));
        Table.Add(Operations.Search, (filter, _) => _messages.Search(filter));
        Table.Add(Operations.Message, (request, _) => _messages.Show(request.Id));
        Table.Add(Operations.Count, (selection, _) => selections.Count(selection));
        Table.Add(Operations.RetryDead, (selection, _) => messages.RetryDead(selection));
        Table.Add(Operations.Edit, (request, _) => Named(messages.Edit(request)));
        Table.Add(Operations.Move, (request, _) => messages.Move(request.Selection, request.Worker));
        Table.Add(Operations.Remove, (selection, _) => messages.Remove(selection));
        Table.Add(Operations.Keys, keys.List);
        Table.Add(Operations.ForgetKey, (request, _) => Counted(keys.Forget(request.Handler.ToStored(), request.Key)));
        Table.Add(Operations.Traces, request => reader.List(request.Handler));
        Table.Add(Operations.History, (request, _) => history.List(request));
        Table.Add(Operations.Way, (request, _) => way.Read(request.Id));
        Table.Add(Operations.Trace, (request, _) => reader.Show(request.Id));
        Table.Add(Operations.ReplayLive, (request, _) => Named(ReplayLive(request.Id)));
        Table.Add(Operations.Pin, (request, _) => traces.Pin(request.Id, request.Pinned!.Value));
        Table.Add(Operations.Source, (request, _) => reader.Source(request.Version));
        Table.Add(Operations.Reload, (_, _) => engine.Reload());
        Table.Add(Operations.Backup, (request, cancellation) => Done(Backup(request.Folder, cancellation)));

        async Task<Guid> ReplayLive(string id)
        {
            var trace = await reader.Read(id).ConfigureAwait(false);
            var again = trace.Handler.Kind == HandlerKind.Cron ? handlers.RunCron(trace.Handler.Name) : emitter.EmitInputOf(trace);
            return await again.ConfigureAwait(false);
        }
    }

    public OperationTable Table { get; } = new();

    public Task<TReply> Ask<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request, CancellationToken cancellation) =>
        Table.Perform(operation, request, cancellation);

    public IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation) => _engine.State == EngineState.Stopped
        ? throw new ControlException(ControlProblem.NoRuntime, "this canvas is not running, so it has no events: start it with `dark run`")
        : _parts.Events.Read(after, _status.Summarise, cancellation).Select(Shown);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<SettledView> Wait(Guid message, CancellationToken cancellation)
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

    private async Task Backup(string folder, CancellationToken cancellation)
    {
        using var copy = await _parts.Commits.BeginCopy().ConfigureAwait(false);
        await Task.Run(() => copy.Write(folder, cancellation), cancellation).ConfigureAwait(false);
    }

    private ControlEvent Shown(ControlEvent @event) => @event.Handler is not { Kind: HandlerKind.Worker } handler ? @event : @event with
    {
        Handler = HandlerFinder.Shown(_parts.Context, handler),
        Trace = @event.Trace is null ? null : HandlerFinder.Shown(_parts.Context, @event.Trace),
    };

    private static async Task<Nothing> Done(Task work)
    {
        await work.ConfigureAwait(false);
        return Nothing.Value;
    }

    private static async Task<MessageReply> Named(Task<Guid> message) => new(await message.ConfigureAwait(false));

    private static async Task<CountReply> Counted(Task<int> count) => new(await count.ConfigureAwait(false));
}
