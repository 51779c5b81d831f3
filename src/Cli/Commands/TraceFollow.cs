using DarkLang.Cli.Output;
using DarkLang.Cli.Running;
using DarkLang.Cli.Stores;
using DarkLang.Runtime.Control.Events;

namespace DarkLang.Cli.Commands;

/// <summary>Prints traces as they come, and continues where it was after a restart of the runtime.</summary>
internal static class TraceFollow
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker or a cron (all if omitted)");
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        return new Command("follow", "Print each trace as it comes, until Ctrl-C") { name, data, json }.Does(
            shell, async (parse, cancellation) =>
        {
            var store = await StoreLocation.Find(shell, parse.GetValue(data), cancellation);
            HandlerId? handler;
            await using (var first = await Connection.ToAct(shell, store, cancellation))
                handler = await HandlerLookup.FindGiven(first.Client, parse.GetValue(name), cancellation);
            using var signals = new StopSignals();
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var following = Follow(shell, store, @event => Print(shell, @event, handler, parse.GetValue(json)), stopping.Token);
            await Task.WhenAny(following, signals.Asked);
            await stopping.CancelAsync();
            try
            {
                await following;
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how it ends.
            }
            return ExitCode.Ok;
        });
    }

    private static async Task Follow(Shell shell, string store, Action<ControlEvent> print, CancellationToken cancellation)
    {
        long? last = null;
        var (isFollowing, isNoted) = (false, false);
        for (; ; await Task.Delay(Pause, shell.Time, cancellation))
        {
            await using var client = await HttpControlClient.TryConnect(store, cancellation);
            if (client is not null)
            {
                await foreach (var @event in Until(client, last, cancellation))
                {
                    if (!isFollowing)
                        shell.Note("following traces; Ctrl-C ends");
                    (isFollowing, isNoted, last) = (true, false, @event.Id);
                    print(@event);
                }
            }
            if (!isNoted)
                shell.Note("note: the runtime is gone; waiting for it to restart");
            (isFollowing, isNoted) = (false, true);
        }
    }

    /// <summary>Returns the events until the runtime is gone, for any reason.</summary>
    private static async IAsyncEnumerable<ControlEvent> Until(
        HttpControlClient client, long? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var events = client.Events(after, cancellation).GetAsyncEnumerator(cancellation);
        while (await Next(events))
            yield return events.Current;
    }

    private static async Task<bool> Next(IAsyncEnumerator<ControlEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (ControlException gone) when (gone.Problem == ControlProblem.NoRuntime)
        {
            return false;
        }
    }

    private static void Print(Shell shell, ControlEvent @event, HandlerId? handler, bool json)
    {
        if (@event.Kind == EventKind.Gap)
            PrintGap(shell, @event.Missed, json);
        else if (@event.Trace is { } trace && (handler is null || trace.Handler == handler))
            PrintTrace(shell, trace, @event, json);
        else
            return;
        shell.Out.Flush();
    }

    private static void PrintGap(Shell shell, long? missed, bool json)
    {
        if (json)
            JsonOutput.WriteObject(shell.Out, "dark.gap/2", writer =>
            {
                if (missed is { } count)
                    writer.WriteNumber("missed", count);
            });
        else
            shell.Note(missed is { } count
                ? $"note: {DisplayText.Quantity(count, "event")} came too fast and are not shown"
                : "note: the canvas was restarted; the events in between are not shown");
    }

    private static void PrintTrace(Shell shell, TraceHeaderView trace, ControlEvent @event, bool json)
    {
        if (json)
        {
            JsonOutput.WriteObject(shell.Out, "dark.trace-header/2", writer =>
            {
                writer.Fields(trace, ControlJson.Form.TraceHeaderView);
                writer.Field("failure", @event.Failure, ControlJson.Form.Failure);
            });
            return;
        }
        var attempt = trace.Attempt > 1 ? $"  attempt {trace.Attempt}" : "";
        var failure = @event.Failure is { } failed
            ? $"  error[{failed.Code}]: {DisplayText.OneLine(failed.Message, 200)} at {DisplayText.OneLine(failed.At)}"
            : "";
        shell.Out.WriteLine(
            $"{DisplayTime.Time(@event.At)}  {DisplayText.ShortId(trace.Id)}  "
            + $"{DisplayText.OneLine(HandlerText.Short(trace.Handler))}  {trace.Outcome.Word()}  "
            + $"{DisplayTime.Duration(trace.Duration)}{attempt}{failure}");
    }
}
