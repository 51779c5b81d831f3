using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime;

/// <summary>Gives the queues the code of a canvas, at a start and whenever another canvas takes over. Under the engine's lock.</summary>
internal sealed class HandlerBinding(EngineContext context, int concurrency)
{
    /// <summary>What is begun from now on runs this canvas. A queue that it has no handler for is a 404 afterwards.</summary>
    public void Bind(CanvasVersion version)
    {
        var canvas = version.Canvas;
        context.Version = version;
        context.Workers = canvas.Workers.ToDictionary(worker => worker.Name, StringComparer.Ordinal);
        var handlers = canvas.Workers.ToDictionary(worker => HandlerId.Worker(worker.Name), worker => (Handler)worker);
        foreach (var cron in canvas.Crons)
            handlers.Add(HandlerId.Cron(cron.Name), cron);
        foreach (var queue in context.Queues.All.Where(queue => queue.Handler is not null && !handlers.ContainsKey(queue.Id)))
            queue.Unbind();
        foreach (var (id, handler) in handlers)
            context.Queues[id].Bind(handler, handler.Options.Concurrency ?? AtOnce(handler));
    }

    private int AtOnce(Handler handler) => handler is Cron { Options.Overlap: not Overlap.Allow } ? 1 : concurrency;
}
