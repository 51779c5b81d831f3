using DarkLang.Lang.Interactive;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>Validates the fields of forms while they are typed.</summary>
internal static class Validators
{
    /// <summary>A message may be emitted to a worker that does not exist.</summary>
    public static ValidationMessage? AnyWorker(string name, CanvasModel model) => name switch
    {
        "" => new ValidationMessage("enter the name of a worker", IsWrong: true),
        _ when Names(model).Contains(name) => null,
        _ => new ValidationMessage($"no worker has that name: the message will wait under 404s{DidYouMean(name, model)}", IsWrong: false),
    };

    public static ValidationMessage? KnownWorker(string name, CanvasModel model) =>
        Names(model).Contains(name) ? null : new ValidationMessage($"no worker has that name{DidYouMean(name, model)}", IsWrong: true);

    /// <summary>An event may be left empty.</summary>
    public static ValidationMessage? JsonOrNothing(string json, CanvasModel model) =>
        json is "" ? new ValidationMessage("JSON; null if left empty", IsWrong: false) : Json(json, model);

    public static ValidationMessage? Json(string json, CanvasModel model) =>
        ValueJson.IsValid(json, out var error) ? null : new ValidationMessage($"this is not valid JSON: {error}", IsWrong: true);

    public static ValidationMessage? Delay(string delay, CanvasModel model) =>
        delay is "" || TypedDuration.TryParse(delay) is not null
            ? null
            : new ValidationMessage("write it like 30s, 5m, 2h or 1d, or leave it empty", IsWrong: true);

    private static IEnumerable<string> Names(CanvasModel model) => model.Status.Workers.Select(worker => worker.Name);

    private static string DidYouMean(string name, CanvasModel model) =>
        NearestName.Of(name, Names(model)) is { } nearest ? $"; did you mean {nearest}?" : "";
}
