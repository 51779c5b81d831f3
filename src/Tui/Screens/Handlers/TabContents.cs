using System.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Tui.Screens.Messages;

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

    /// <summary>Fetches what the tab in front shows, and what the condition of its filter left out.</summary>
    public static async Task<(TabContents Contents, string? Note)> Fetch(
        IControlClient client, HandlerScreen handler, CancellationToken cancellation) => handler.Tab switch
        {
            HandlerTab.Queue => await Queue(client, handler, cancellation),
            HandlerTab.Dead => await Fetch(client, handler, MessageState.Dead, cancellation),
            HandlerTab.Traces => (new Traces(await client.Ask(Operations.Traces, new(handler.Id), cancellation)), null),
            HandlerTab.Source => (await SourceOf(client, handler.Id, cancellation), null),
            _ => throw new UnreachableException(),
        };

    private static async Task<(Messages Contents, string? Note)> Fetch(
        IControlClient client, HandlerScreen handler, MessageState? state, CancellationToken cancellation)
    {
        var filter = new MessageFilter(handler.Id, state, MostMessages, Where: handler.Where);
        var (rows, note) = await MessageFetch.Of(client, filter, cancellation);
        return (new Messages(rows), note);
    }

    /// <summary>
    /// Fetches the messages to come. If there are dead letters, it asks state by state: however many are dead, they are not fetched and
    /// don't use up the limit.
    /// </summary>
    private static async Task<(TabContents, string?)> Queue(IControlClient client, HandlerScreen handler, CancellationToken cancellation)
    {
        var dead = await client.Ask(Operations.Count, new(SelectionState.Dead, Handler: handler.Id), cancellation);
        var states = dead.Count == 0 ? [null] : ComingStates;
        var all = new List<MessageView>();
        var leftOut = default(string);
        foreach (var state in states)
        {
            var (contents, note) = await Fetch(client, handler, state, cancellation);
            all.AddRange(contents.Rows);
            leftOut ??= note;
        }
        // Meanwhile messages may have died or changed their state.
        return (new Messages([.. all.Where(message => message.State != MessageState.Dead).DistinctBy(message => message.Id)
            .OrderBy(message => message.EmittedAt).Take(MostMessages)]), leftOut);
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
