using System.Threading.Channels;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>
/// Asks the runtime how it is when something happened there, at least once a second, and after every act; and finds it again when it went away.
/// It alone talks to the runtime, so that what is shown after an act was asked for after it.
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

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>So that it is drawn at most ten times a second.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly Channel<ClientRequest> _acts = OfOne<ClientRequest>();
    private readonly Channel<bool> _looks = OfOne<bool>();
    private readonly Channel<bool> _news = OfOne<bool>();

    private IControlClient? _client;
    private EventFollower? _follower;
    private CancellationTokenSource? _untilDisconnected;
    private Task _following = Task.CompletedTask;

    /// <summary>A key that is held down asks faster than the runtime answers: what comes meanwhile is dropped.</summary>
    public void Ask(ClientRequest act)
    {
        if (act == ClientRequest.Look)
            _looks.Writer.TryWrite(true);
        else
            _acts.Writer.TryWrite(act);
    }

    /// <summary>Runs until cancelled; no failure of the runtime ends it.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        _follower ??= new EventFollower(() => _news.Writer.TryWrite(true));
        while (!cancellation.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            await Refresh(cancellation);
            await Wait(time.GetElapsedTime(began), cancellation);
            if (_acts.Reader.TryRead(out var act))
                await Perform(act, cancellation);
        }
    }

    public ValueTask DisposeAsync() => Disconnect();

    /// <summary>
    /// For an act, the next second, or news; these only after a pause that leaves the runtime and the terminal most of their time:
    /// nine times as long as the last look took.
    /// </summary>
    private async Task Wait(TimeSpan took, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = Task.WhenAny(_acts.Reader.WaitToReadAsync(ended.Token).AsTask(), _looks.Reader.WaitToReadAsync(ended.Token).AsTask());
        var second = Task.Delay(Interval, time, ended.Token);
        var pause = Task.Delay(took * 9 > Shortest ? took * 9 : Shortest, time, ended.Token);
        if (await Task.WhenAny(asked, second, pause) == pause)
            await Task.WhenAny(asked, second, _news.Reader.WaitToReadAsync(ended.Token).AsTask());
        await ended.CancelAsync();
    }

    private async Task Refresh(CancellationToken cancellation)
    {
        _news.Reader.TryRead(out _);
        _looks.Reader.TryRead(out _);
        var status = default(StatusView);
        var fault = await Try(async (client, limit) => status = await client.Ask(Operations.Status, limit), Timeout, cancellation);
        if (cancellation.IsCancellationRequested)
            return;
        if (fault is null && status is not null)
        {
            var change = await ReadFront(cancellation);
            var events = _follower?.Take() ?? [];
            show(model => change(model.WithEvents(events).WithStatus(status)));
            Follow(cancellation);
            return;
        }
        await Disconnect();
        show(model => model.Disconnected());
    }

    /// <summary>Without events the counts are still asked for, so a refusal only makes it slower.</summary>
    private void Follow(CancellationToken cancellation)
    {
        if (!_following.IsCompleted || _client is not { } client || _follower is not { } follower)
            return;
        _untilDisconnected?.Dispose();
        _untilDisconnected = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _following = follower.Follow(client, _untilDisconnected.Token);
    }

    private async Task<Func<CanvasModel, CanvasModel>> ReadFront(CancellationToken cancellation)
    {
        var screen = front();
        var change = default(Func<Screen, Screen>);
        var fault = await Try(async (client, limit) => change = await screen.Read(client, limit), Timeout, cancellation);
        if (fault is not null)
            change = screen.OnReadFailed(fault);
        return change is null ? model => model : model => model.Replace(change(model.Top));
    }

    private async Task Perform(ClientRequest act, CancellationToken cancellation)
    {
        var fault = await Try(async (client, limit) =>
        {
            show(await act.Do(client, limit));
        }, act.Timeout, cancellation);
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
