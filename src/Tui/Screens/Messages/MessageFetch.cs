namespace DarkLang.Tui.Screens.Messages;

/// <summary>Fetches messages, perhaps those for which a condition holds.</summary>
internal static class MessageFetch
{
    /// <returns>The messages, and what the condition left out.</returns>
    public static async Task<(IReadOnlyList<MessageView> Rows, string? Note)> Of(
        IControlClient client, MessageFilter filter, CancellationToken cancellation)
    {
        if (filter.Where is null)
            return (await client.Ask(Operations.Messages, filter, cancellation), null);
        var found = await client.Ask(Operations.Search, filter, cancellation);
        return (found.Messages, NoteOf(found));
    }

    /// <summary>Whether a filter is a condition over events and messages, rather than a text to look for.</summary>
    public static bool IsCondition(string filter) =>
        filter.Contains("event.", StringComparison.Ordinal)
        || filter.Contains("message.", StringComparison.Ordinal)
        || (filter.StartsWith("event ", StringComparison.Ordinal) && filter.AsSpan().IndexOfAny("=<>|") >= 0);

    private static string? NoteOf(SearchView found) => found switch
    {
        { TimedOut: true } => $"only the first {DisplayText.Quantity(found.Searched ?? 0, "message")}: it took too long",
        { Failed: [var (why, count), ..] } => $"fails for {DisplayText.Count(count)}: {why}",
        _ => null,
    };
}
