using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.NotFound;

/// <summary>The worker that messages wait for: shown first, and written into the file after a yes.</summary>
internal static class Creating
{
    public static Reaction Draft(CanvasModel model, string? name)
    {
        if (model.Status.NotFound.FirstOrDefault(lost => lost.Name == name) is not { } lost)
            return Reaction.Refuse(model, "select a 404 to create its worker");
        if (model.Setup.Stub is not { } draft)
            return Reaction.Refuse(model, "the file of the canvas is on another machine: `dark 404 create` writes it there");
        var status = model.Status;
        return new Reaction(model, new Act($"create worker {lost.Name}", (_, _) =>
        {
            var stub = draft(lost, status);
            return Task.FromResult<Func<CanvasModel, CanvasModel>>(later => later.Push(new StubScreen(lost.Name, stub)));
        }));
    }

    public static Question Ask(string name, Stub stub) => new($"write worker {name} into {stub.Path}?", new Act($"write worker {name}", (_, _) =>
    {
        stub.Write();
        return Task.FromResult<Func<CanvasModel, CanvasModel>>(later => Written(later, name, stub));
    }));

    private static CanvasModel Written(CanvasModel model, string name, Stub stub)
    {
        var waiting = model.Status.NotFound.Where(lost => lost.Name == name).Sum(lost => lost.Messages);
        var messages = waiting == 1 ? "its message waits" : $"its {waiting} messages wait";
        return (model.Top is StubScreen ? model.Back() : model) with
        {
            Notice = $"wrote worker {name} at {stub.Path}:{stub.Line}: {messages} until the canvas is started again, and then for its code",
        };
    }
}
