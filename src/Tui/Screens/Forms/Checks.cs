using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Interactive;
using DarkLang.Lang.Values;

namespace DarkLang.Tui.Screens.Forms;

/// <summary>What is said about the fields of forms while they are typed.</summary>
internal static class Checks
{
    /// <summary>A message may be emitted to a name that nobody has.</summary>
    public static Remark? AnyWorker(string name, CanvasModel model) => name switch
    {
        "" => new Remark("name the worker that is to get it", IsWrong: true),
        _ when Names(model).Contains(name) => null,
        _ => new Remark($"no worker has that name: the message will wait under 404s{DidYouMean(name, model)}", IsWrong: false),
    };

    public static Remark? KnownWorker(string name, CanvasModel model) =>
        Names(model).Contains(name) ? null : new Remark($"no worker has that name{DidYouMean(name, model)}", IsWrong: true);

    /// <summary>A message may have nothing to say.</summary>
    public static Remark? JsonOrNothing(string json, CanvasModel model) => json is "" ? new Remark("JSON; null when left empty", IsWrong: false) : Json(json, model);

    public static Remark? Json(string json, CanvasModel model) =>
        ValueJson.TryRead(json, out _, out var error) ? null : new Remark($"this is no JSON: {error}", IsWrong: true);

    public static Remark? Delay(string delay, CanvasModel model) =>
        delay is "" || TypedDuration.TryParse(delay) is not null ? null : new Remark("write it like 30s, 5m, 2h or 1d, or leave it empty", IsWrong: true);

    private static IEnumerable<string> Names(CanvasModel model) => model.Status.Workers.Select(worker => worker.Name);

    private static string DidYouMean(string name, CanvasModel model) => NearestName.Of(name, Names(model)) is { } nearest ? $"; did you mean {nearest}?" : "";
}
