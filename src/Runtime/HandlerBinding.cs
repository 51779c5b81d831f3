using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>Binds the queues to the handlers of a canvas, at a start and when another takes over. Under the engine's lock.</summary>
internal sealed class HandlerBinding(EngineContext context, int concurrency)
{
    /// <summary>
    /// Makes new attempts run this canvas. Messages on a queue without a handler become 404s. Returns the overrides that have ended,
    /// because the canvas sets these options otherwise; the caller stores that.
    /// </summary>
    public IReadOnlyList<OptionOverride> Bind(CanvasVersion version)
    {
        var outdated = new List<OptionOverride>();
        var canvas = version.Canvas;
        context.Version = version;
        context.Workers = canvas.Workers.ToDictionary(worker => worker.Name, StringComparer.Ordinal);
        var handlers = canvas.Workers.ToDictionary(worker => HandlerId.Worker(worker.Name), worker => (Handler)worker);
        foreach (var cron in canvas.Crons)
            handlers.Add(HandlerId.Cron(cron.Name), cron);
        foreach (var queue in context.Queues.All.Where(queue => queue.Handler is not null && !handlers.ContainsKey(queue.Id)))
            queue.Unbind();
        foreach (var (id, handler) in handlers)
        {
            var queue = context.Queues[id];
            outdated.AddRange(queue.Overrides.RemoveOutdated(handler.Options));
            queue.Bind(handler, DefaultConcurrency(handler));
        }
        return outdated;
    }

    private int DefaultConcurrency(Handler handler) => handler switch
    {
        Cron { Options.Overlap: not Overlap.Allow } => 1,
        // The processors of this machine say nothing about those of the consumers.
        { Options.IsExternal: true } => HandlerOptions.ConcurrencyOfExternal,
        _ => concurrency,
    };
}
