using DarkLang.Lang.Resolution;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>A form that sets an option of a worker until its file says otherwise.</summary>
internal static class OptionForm
{
    public static ScreenResult Open(CanvasModel model) => (model.Connection, model.Top.Handler) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, { Kind: HandlerKind.Worker } worker) => new ScreenResult(model.Push(new FormScreen(
            $"Set an option of {worker} until the file says otherwise",
            [
                new Field("option", LineBuffer.Of(SettableOptions.Names[0]), Validators.Option),
                new Field("value", LineBuffer.Empty, Validators.OptionValue),
            ],
            texts => Set(worker, texts[0], texts[1], model.Setup.User))
        { At = 1 })),
        _ => ScreenResult.Refuse(model, "select a worker to set an option of it"),
    };

    private static ClientRequest Set(HandlerId worker, string option, string value, string user) =>
        ClientRequest.WithNotice($"set {option} of {worker.Name}", async (client, cancellation) =>
    {
        var given = value == SettableOptions.FileValue ? null : value;
        await client.Ask(Operations.SetOption, new(worker, option, given, user), cancellation);
        return given is null
            ? $"{worker}: the value of the file for {option} applies again"
            : $"{worker}: {option} is {given} until the file says otherwise";
    });
}
