using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;

namespace DarkLang.Display;

/// <summary>Names and counts handlers for people.</summary>
public static class HandlerText
{
    private const int LongestShare = 30;

    /// <summary>Returns the name of a worker; the kind and the name of any other handler.</summary>
    public static string Short(HandlerId handler) => handler.Kind == HandlerKind.Worker ? handler.Name : handler.ToString();

    /// <summary>Counts what a canvas runs: <c>2 workers, 1 cron</c>, and its alerts if it has any.</summary>
    public static string Counts(Canvas canvas)
    {
        var alerts = canvas.Alerts.Count();
        return Counts(canvas.Workers.Count - alerts, canvas.Crons.Count, alerts);
    }

    public static string Counts(StatusView status)
    {
        var alerts = status.Workers.Count(worker => worker.Kind == HandlerKind.Alert);
        return Counts(status.Workers.Count - alerts, status.Crons.Count, alerts);
    }

    /// <summary>Describes an option that was set by hand: <c>8, set by ada at …; the file says 2</c>.</summary>
    public static string Override(OverrideView set)
    {
        var file = set.File is null ? "the file does not set it" : $"the file says {set.File}";
        return $"{set.Value}, set by {set.By} at {DisplayTime.Time(set.At)}; {file}";
    }

    /// <summary>Lists the longest shares of a worker: <c>12, longest "acme" 99 872, "b" 3</c>.</summary>
    public static string Shares(SharesView shares)
    {
        var longest = shares.Longest.Select(share => $"{DisplayText.OneLine(share.Share, LongestShare)} {DisplayText.Count(share.Ready)}");
        return shares.Count == 0 ? "0" : $"{DisplayText.Count(shares.Count)}, longest {string.Join(", ", longest)}";
    }

    private static string Counts(int workers, int crons, int alerts) =>
        $"{DisplayText.Quantity(workers, "worker")}, {DisplayText.Quantity(crons, "cron")}"
        + (alerts == 0 ? "" : $", {DisplayText.Quantity(alerts, "alert")}");
}
