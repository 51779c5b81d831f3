namespace DarkLang.Cli.Commands;

/// <summary>Asks for a change of many messages, and says every few seconds how many are left.</summary>
internal static class LongCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    public static async Task<CountReply> Ask<TRequest>(
        Shell shell, IControlClient client, Operation<TRequest, CountReply> operation, TRequest request, MessageSelection selection,
        CancellationToken cancellation)
    {
        var work = client.Ask(operation, request, cancellation);
        // To count the rest would evaluate the condition again.
        while (await Task.WhenAny(work, Task.Delay(Interval, shell.Time, cancellation)) != work && selection is { Ids: null, Where: null })
        {
            var left = await client.Ask(Operations.Count, selection, cancellation);
            shell.Note($"{DisplayText.Quantity(left.Count, "message")} left; Ctrl-C stops the waiting, not the work");
        }
        return await work;
    }

    public static Task<CountReply> Ask(
        Shell shell, IControlClient client, Operation<MessageSelection, CountReply> operation, MessageSelection selection,
        CancellationToken cancellation) => Ask(shell, client, operation, selection, selection, cancellation);
}
