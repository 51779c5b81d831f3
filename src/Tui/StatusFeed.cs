using System.Threading.Channels;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>
/// Asks the runtime how it is, once a second and after every act, and finds it again when it went away. It alone talks to the runtime,
/// so that what is shown after an act was asked for after it.
/// </summary>
/// <param name="connect">Null when no runtime is there.</param>
/// <param name="show">Takes each change of the model, on whatever thread.</param>
/// <param name="front">The screen whose contents are to be read too.</param>
internal sealed class StatusFeed(
    Func<CancellationToken, Task<IControlClient?>> connect,
    Action<Func<CanvasModel, CanvasModel>> show,
    Func<Screen> front,
    TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Act> _acts = Channel.CreateBounded<Act>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private IControlClient? _client;

    /// <summary>A key that is held down asks faster than the runtime answers: what comes meanwhile is dropped.</summary>
    public void Ask(Act act) => _acts.Writer.TryWrite(act);

    /// <summary>Runs until cancelled; no failure of the runtime ends it.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var next = _acts.Reader.WaitToReadAsync(cancellation).AsTask();
        while (!cancellation.IsCancellationRequested)
        {
            await Refresh(cancellation);
            await Task.WhenAny(next, Task.Delay(Interval, time, cancellation));
            if (!next.IsCompletedSuccessfully)
                continue;
            if (_acts.Reader.TryRead(out var act))
                await Perform(act, cancellation);
            next = _acts.Reader.WaitToReadAsync(cancellation).AsTask();
        }
    }

    public ValueTask DisposeAsync() => Disconnect();

    private async Task Refresh(CancellationToken cancellation)
    {
        var fault = await Try(async (client, limit) =>
        {
            var status = await client.Status(limit);
            show(model => model.Seen(status));
        }, Patience, cancellation);
        if (cancellation.IsCancellationRequested)
            return;
        if (fault is null)
        {
            await RefreshFront(cancellation);
            return;
        }
        await Disconnect();
        show(model => model.Disconnected());
    }

    private async Task RefreshFront(CancellationToken cancellation)
    {
        var screen = front();
        var change = default(Func<Screen, Screen>);
        var fault = await Try(async (client, limit) => change = await screen.Read(client, limit), Patience, cancellation);
        if (fault is not null)
            change = screen.Unread(fault);
        if (change is not null)
            show(model => model.Replace(change(model.Top)));
    }

    private async Task Perform(Act act, CancellationToken cancellation)
    {
        var fault = await Try(async (client, limit) =>
        {
            show(await act.Do(client, limit));
        }, act.Patience, cancellation);
        if (fault is not null)
            show(model => model with { Notice = $"could not {act.Name}: {fault}" });
    }

    /// <summary>Null when it went well, and else what to say.</summary>
    private async Task<string?> Try(Func<IControlClient, CancellationToken, Task> ask, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            _client ??= await connect(limit.Token);
            if (_client is null)
                return "nothing runs on this store";
            await ask(_client, limit.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "the runtime does not answer; it may be done or not";
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    private async ValueTask Disconnect()
    {
        if (_client is { } client)
            await client.DisposeAsync();
        _client = null;
    }
}
