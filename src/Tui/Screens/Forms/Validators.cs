using DarkLang.Lang.Interactive;
using DarkLang.Lang.Resolution;

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
    public static ValidationMessage? EventOrNothing(string text, CanvasModel model) =>
        text is "" ? new ValidationMessage("JSON or a Dark value; null if left empty", IsWrong: false) : Event(text, model);

    public static ValidationMessage? Event(string text, CanvasModel model) =>
        EventText.Of(text).Problem is { } problem ? new ValidationMessage($"this is {problem}", IsWrong: true) : null;

    public static ValidationMessage? Delay(string delay, CanvasModel model) =>
        delay is "" || TypedDuration.TryParse(delay) is not null
            ? null
            : new ValidationMessage("write it like 30s, 5m, 2h or 1d, or leave it empty", IsWrong: true);

    public static ValidationMessage? Option(string option, CanvasModel model) => SettableOptions.Names.Contains(option)
        ? null : new ValidationMessage($"one of {string.Join(", ", SettableOptions.Names)}", IsWrong: true);

    /// <summary>The runtime checks it with the option.</summary>
    public static ValidationMessage? OptionValue(string value, CanvasModel model) => value is ""
        ? new ValidationMessage($"as the file would write it; {SettableOptions.FileValue} for the value of the file", IsWrong: true) : null;

    /// <summary>The names that a field of a worker completes.</summary>
    public static IEnumerable<string> Names(CanvasModel model) => model.Status.Workers.Select(worker => worker.Name);

    private static string DidYouMean(string name, CanvasModel model) =>
        NearestName.Of(name, Names(model)) is { } nearest ? $"; did you mean {nearest}?" : "";
}
