using System.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Tui.Screens.Handlers;

/// <summary>The contents of a tab, as fetched from the runtime.</summary>
internal abstract record TabContents
{
    private const int MostMessages = 200;

    private static readonly MessageState?[] ComingStates =
        [MessageState.Running, MessageState.Ready, MessageState.Delayed, MessageState.Retrying, MessageState.WaitingForCode];

    public sealed record Messages(IReadOnlyList<MessageView> Rows) : TabContents;

    public sealed record Traces(IReadOnlyList<TraceHeaderView> Rows) : TabContents;

    /// <param name="First">The first line of the handler, counted from 1.</param>
    public sealed record Source(SourceText Text, int First, int Last) : TabContents;

    public sealed record Unreadable(string Why) : TabContents;

    /// <summary>Fetches what the tab in front shows.</summary>
    public static async Task<TabContents> Fetch(IControlClient client, HandlerScreen handler, CancellationToken cancellation) =>
        handler.Tab switch
        {
            HandlerTab.Queue => await Queue(client, handler.Id, cancellation),
            HandlerTab.Dead => new Messages(
                await client.Ask(Operations.Messages, new(handler.Id, MessageState.Dead, MostMessages), cancellation)),
            HandlerTab.Traces => new Traces(await client.Ask(Operations.Traces, new(handler.Id), cancellation)),
            HandlerTab.Source => await SourceOf(client, handler.Id, cancellation),
            _ => throw new UnreachableException(),
        };

    /// <summary>
    /// Fetches the messages to come. If there are dead letters, it asks state by state: however many are dead, they are not fetched and
    /// don't use up the limit.
    /// </summary>
    private static async Task<Messages> Queue(IControlClient client, HandlerId handler, CancellationToken cancellation)
    {
        var dead = await client.Ask(Operations.Count, new(SelectionState.Dead, Handler: handler), cancellation);
        var states = dead.Count == 0 ? [null] : ComingStates;
        var all = new List<MessageView>();
        foreach (var state in states)
            all.AddRange(await client.Ask(Operations.Messages, new(handler, state, MostMessages), cancellation));
        // Meanwhile messages may have died or changed their state.
        return new Messages([.. all.Where(message => message.State != MessageState.Dead).DistinctBy(message => message.Id)
            .OrderBy(message => message.EmittedAt).Take(MostMessages)]);
    }

    private static async Task<TabContents> SourceOf(IControlClient client, HandlerId handler, CancellationToken cancellation)
    {
        var status = await client.Ask(Operations.Status, cancellation);
        foreach (var view in await client.Ask(Operations.Source, new(status.Version), cancellation))
        {
            var text = new SourceText(view.Path, view.Text);
            if (CanvasParser.ParseFile(text).Syntax.Items.FirstOrDefault(item => NameOf(item) == handler) is { } item)
                return new Source(text, text.Locate(item.Span.Start).Line, text.Locate(item.Span.End).Line);
        }
        return new Unreadable($"the canvas has no {handler} any more");
    }

    private static HandlerId? NameOf(Item item) => item switch
    {
        WorkerItem worker => HandlerId.Worker(worker.Name.Text),
        AlertItem alert => HandlerId.Worker(alert.Name.Text),
        CronItem cron => HandlerId.Cron(cron.Name.Text),
        _ => null,
    };
}
