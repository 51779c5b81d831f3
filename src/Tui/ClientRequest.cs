using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>Something to ask of the runtime; what it gives is what changes on the screen.</summary>
internal sealed record ClientRequest(string Name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> Do)
{
    /// <summary>Asks for nothing but newer contents.</summary>
    public static ClientRequest Look { get; } = new("look", (_, _) => Task.FromResult<Func<CanvasModel, CanvasModel>>(model => model));

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = StatusFeed.Timeout;

    /// <summary>One after the other; the last says what was done.</summary>
    public static ClientRequest Several(IReadOnlyList<ClientRequest> acts) =>
        acts is [var only] ? only : new(string.Join(", ", acts.Select(act => act.Name)), async (client, cancellation) =>
    {
        var changes = new List<Func<CanvasModel, CanvasModel>>();
        foreach (var act in acts)
            changes.Add(await act.Do(client, cancellation));
        return model => changes.Aggregate(model, (changed, change) => change(changed));
    });

    /// <summary>An act of which only a notice is to be told.</summary>
    public static ClientRequest Telling(string name, Func<IControlClient, CancellationToken, Task<string>> @do) =>
        new(name, async (client, cancellation) =>
    {
        var done = await @do(client, cancellation);
        return model => model with { Notice = done };
    });
}
