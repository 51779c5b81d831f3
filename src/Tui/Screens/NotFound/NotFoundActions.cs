using DarkLang.Tui.Screens.Forms;

namespace DarkLang.Tui.Screens.NotFound;

/// <summary>Acts on the messages of 404s.</summary>
internal static class NotFoundActions
{

    /// <summary>Removes the messages; asks first.</summary>
    public static ScreenResult Remove(CanvasModel model, IReadOnlyList<NotFoundView> chosen)
    {
        if (model.Connection != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        if (chosen is [])
            return ScreenResult.Refuse(model, "select a 404 to remove its messages");
        var names = string.Join(", ", chosen.Select(name => name.Name));
        var request = ClientRequest.WithNotice($"remove the messages to {names}", async (client, cancellation) =>
        {
            var count = 0;
            foreach (var name in chosen)
                count += (await client.Ask(Operations.Remove, MoveForm.MessagesTo(name), cancellation)).Count;
            return $"removed {DisplayText.Quantity(count, "message")} to {names}";
        });
        return ScreenResult.Ask(
            model, $"remove {DisplayText.Quantity(chosen.Sum(name => name.Messages), "message")} to {names} for good?", request);
    }
}
