using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>A request to the runtime.</summary>
/// <param name="Do">Sends it, and returns what changes on the screens.</param>
internal sealed record ClientRequest(string Name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> Do)
{
    /// <summary>Asks only for the status and the contents of the screen in front.</summary>
    public static ClientRequest Refresh { get; } =
        new("refresh", (_, _) => Task.FromResult<Func<CanvasModel, CanvasModel>>(model => model));

    /// <summary>How long the answer may take.</summary>
    public TimeSpan Timeout { get; init; } = StatusFeed.Timeout;

    /// <summary>Sends several requests one after the other; the last one leaves its notice.</summary>
    public static ClientRequest Several(IReadOnlyList<ClientRequest> requests) =>
        requests is [var only] ? only : new(string.Join(", ", requests.Select(request => request.Name)), async (client, cancellation) =>
    {
        var changes = new List<Func<CanvasModel, CanvasModel>>();
        foreach (var request in requests)
            changes.Add(await request.Do(client, cancellation));
        return model => changes.Aggregate(model, (changed, change) => change(changed));
    });

    /// <summary>A request that changes only the notice.</summary>
    /// <param name="do">Sends it, and returns the notice.</param>
    public static ClientRequest WithNotice(string name, Func<IControlClient, CancellationToken, Task<string>> @do) =>
        new(name, async (client, cancellation) =>
    {
        var notice = await @do(client, cancellation);
        return model => model with { Notice = notice };
    });
}
