using System.Threading.Channels;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>
/// Requests the status from the runtime after each event, at least once a second, and after every request of the user; reconnects when the
/// runtime was gone. Nothing else talks to the runtime, so what is shown after a request was fetched after it.
/// </summary>
/// <param name="connect">Returns null while there is no runtime.</param>
/// <param name="show">Applies a change to the model, on any thread.</param>
/// <param name="front">Returns the screen in front, whose contents are fetched too.</param>
internal sealed class StatusFeed(
    Func<CancellationToken, Task<IControlClient?>> connect, Action<Func<CanvasModel, CanvasModel>> show,
    Func<Screen> front, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The shortest time between two drawings.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly Channel<ClientRequest> _requests = OfOne<ClientRequest>();
    private readonly Channel<bool> _refreshes = OfOne<bool>();
    private readonly Channel<bool> _news = OfOne<bool>();

    private IControlClient? _client;
    private EventFollower? _follower;
    private CancellationTokenSource? _untilDisconnected;
    private Task _following = Task.CompletedTask;

    /// <summary>Queues a request; drops it while another waits: a key that is held down asks faster than the runtime answers.</summary>
    public void Ask(ClientRequest request)
    {
        if (request == ClientRequest.Refresh)
            _refreshes.Writer.TryWrite(true);
        else
            _requests.Writer.TryWrite(request);
    }

    /// <summary>Runs until it is cancelled, through all failures of the runtime.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        _follower ??= new EventFollower(() => _news.Writer.TryWrite(true));
        while (!cancellation.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            await Refresh(cancellation);
            await Wait(time.GetElapsedTime(began), cancellation);
            if (_requests.Reader.TryRead(out var request))
                await Perform(request, cancellation);
        }
    }

    public ValueTask DisposeAsync() => Disconnect();

    /// <summary>
    /// Waits for a request, an event, or the next second. Events count only after a pause of nine times the last refresh, which leaves
    /// the runtime and the terminal most of their time.
    /// </summary>
    private async Task Wait(TimeSpan took, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = Task.WhenAny(
            _requests.Reader.WaitToReadAsync(ended.Token).AsTask(), _refreshes.Reader.WaitToReadAsync(ended.Token).AsTask());
        var second = Task.Delay(Interval, time, ended.Token);
        var pause = Task.Delay(took * 9 > Shortest ? took * 9 : Shortest, time, ended.Token);
        if (await Task.WhenAny(asked, second, pause) == pause)
            await Task.WhenAny(asked, second, _news.Reader.WaitToReadAsync(ended.Token).AsTask());
        await ended.CancelAsync();
    }

    private async Task Refresh(CancellationToken cancellation)
    {
        _news.Reader.TryRead(out _);
        _refreshes.Reader.TryRead(out _);
        var status = default(StatusView);
        var fault = await Try(async (client, limit) => status = await client.Ask(Operations.Status, limit), Timeout, cancellation);
        if (cancellation.IsCancellationRequested)
            return;
        if (fault is null && status is not null)
        {
            var change = await FetchFront(cancellation);
            var events = _follower?.Take() ?? [];
            show(model => change(model.WithEvents(events).WithStatus(status)));
            Follow(cancellation);
            return;
        }
        await Disconnect();
        show(model => model.Disconnected());
    }

    /// <summary>Follows events. If that is refused, the status is still requested every second.</summary>
    private void Follow(CancellationToken cancellation)
    {
        if (!_following.IsCompleted || _client is not { } client || _follower is not { } follower)
            return;
        _untilDisconnected?.Dispose();
        _untilDisconnected = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _following = follower.Follow(client, _untilDisconnected.Token);
    }

    private async Task<Func<CanvasModel, CanvasModel>> FetchFront(CancellationToken cancellation)
    {
        var screen = front();
        var change = default(Func<Screen, Screen>);
        var fault = await Try(async (client, limit) => change = await screen.Fetch(client, limit), Timeout, cancellation);
        if (fault is not null)
            change = screen.OnFetchFailed(fault);
        return change is null ? model => model : model => model.Replace(change(model.Top));
    }

    private async Task Perform(ClientRequest request, CancellationToken cancellation)
    {
        var fault = await Try(async (client, limit) => show(await request.Do(client, limit)), request.Timeout, cancellation);
        if (fault is not null)
            show(model => model with { Notice = $"could not {request.Name}: {fault}" });
    }

    /// <summary>Returns null on success, else a message.</summary>
    private async Task<string?> Try(Func<IControlClient, CancellationToken, Task> ask, TimeSpan timeout, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            _client ??= await connect(limit.Token);
            if (_client is null)
                return "no canvas runs on this store";
            await ask(_client, limit.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "the runtime does not answer: it may or may not have been done";
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    private async ValueTask Disconnect()
    {
        if (_untilDisconnected is { } following)
        {
            await following.CancelAsync();
            await _following;
            following.Dispose();
        }
        if (_client is { } client)
            await client.DisposeAsync();
        (_client, _untilDisconnected) = (null, null);
    }

    private static Channel<T> OfOne<T>() =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
