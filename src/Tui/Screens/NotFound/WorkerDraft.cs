namespace DarkLang.Tui.Screens.NotFound;

/// <summary>Creates the worker that a 404 lacks: shows it first, and writes it into the file after a confirmation.</summary>
internal static class WorkerDraft
{
    public static ScreenResult Draft(CanvasModel model, string? name)
    {
        if (model.Status.NotFound.FirstOrDefault(lost => lost.Name == name) is not { } lost)
            return ScreenResult.Refuse(model, "select a 404 to create its worker");
        if (model.Setup.Stub is not { } draft)
            return ScreenResult.Refuse(model, "the file of the canvas is on another machine: `dark 404 create` writes it there");
        var status = model.Status;
        return new ScreenResult(model, new ClientRequest($"create worker {lost.Name}", async (client, cancellation) =>
        {
            var stub = draft(lost, status, await CurrentCode.Paths(client, cancellation));
            return later => later.Push(new StubScreen(lost.Name, stub));
        }));
    }

    public static Question Ask(string name, WorkerStub stub) =>
        new($"write worker {name} into {stub.Path}?", new ClientRequest($"write worker {name}", async (client, cancellation) =>
    {
        stub.Write();
        var next = await Reload(client, cancellation);
        var notice = $"wrote worker {name} at {stub.Path}:{stub.Line}: {next}";
        return later => (later.Top is StubScreen ? later.Back() : later) with { Notice = notice };
    }));

    /// <summary>Lets the canvas read the file now, and returns what happens to the messages.</summary>
    private static async Task<string> Reload(IControlClient client, CancellationToken cancellation)
    {
        try
        {
            var loaded = await client.Ask(Operations.Reload, cancellation);
            return loaded.IsRefused
                ? "the files have errors, so the previous version keeps running: `6` shows them"
                : "its messages are on its queue, and run once it has code";
        }
        catch (ControlException refused)
        {
            return $"{refused.Message}; its messages wait until the canvas is restarted";
        }
    }
}
