using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Dead;

/// <summary>Dead letters of one handler with the same error at the same place.</summary>
internal sealed record DeadGroup(HandlerId Handler, string Code, string At)
{
    private const int Portion = 500;

    public string Row => $"{Handler} {Code} {At}";

    public static DeadGroup Of(MessageView message) => new(message.Handler, message.Failure?.Code ?? "", message.Failure?.At ?? "");

    /// <param name="where">A condition that the letters must meet; null for all.</param>
    public async Task<(IReadOnlyList<MessageView> Letters, string? Note)> Fetch(
        IControlClient client, string? where, CancellationToken cancellation)
    {
        var filter = new MessageFilter(Handler, MessageState.Dead, Portion, Error: At is "" ? null : At, Where: where);
        var (letters, note) = await MessageFetch.Of(client, filter, cancellation);
        return ([.. letters.Where(message => Of(message) == this)], note);
    }

    /// <summary>Retries the letters that were dead by a time: one that fails again after its retry is not retried again.</summary>
    public ClientRequest Retry(DateTimeOffset until, string? where) =>
        ClientRequest.WithNotice($"retry the dead letters of {Handler}", async (client, cancellation) =>
        $"put {await Each(client, until, where, Operations.RetryDead, cancellation)} back on the queue of {Handler}");

    public ClientRequest Remove(DateTimeOffset until, string? where) =>
        ClientRequest.WithNotice($"remove the dead letters of {Handler}", async (client, cancellation) =>
        $"removed {await Each(client, until, where, Operations.Remove, cancellation)} of {Handler}");

    /// <summary>Returns how many letters the command changed.</summary>
    private async Task<string> Each(
        IControlClient client, DateTimeOffset until, string? where, Operation<MessageSelection, CountReply> command,
        CancellationToken cancellation)
    {
        var total = 0;
        while (true)
        {
            string[] ids =
                [.. (await Fetch(client, where, cancellation)).Letters
                    .Where(message => message.DeadSince <= until).Select(message => message.Id.ToString())];
            var count = ids is [] ? 0 : (await client.Ask(command, new(SelectionState.Dead, ids), cancellation)).Count;
            total += count;
            if (count == 0 || ids.Length < Portion)
                return DisplayText.Quantity(total, "dead letter");
        }
    }
}
