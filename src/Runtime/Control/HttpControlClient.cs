using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>Talks to the runtime of a store through its control socket.</summary>
public sealed class HttpControlClient : IControlClient
{
    private static readonly ControlJson Json = ControlJson.Default;

    /// <summary>A runtime answers within milliseconds; one that is stopped or hung still takes connections and never answers.</summary>
    internal static readonly TimeSpan SocketTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan TcpTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    internal HttpControlClient(string socket, TimeSpan patience)
        : this(new Uri("http://dark/"), new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => Connect(socket, cancellation),
            UseProxy = false,
        }, patience)
    {
    }

    private HttpControlClient(Uri address, SocketsHttpHandler handler, TimeSpan patience)
    {
        _timeout = patience;
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The runtime that listens at an address of TCP; whether one does is seen when it is asked.</summary>
    /// <param name="address">What <c>v1</c> comes after; it ends with a slash.</param>
    public static HttpControlClient At(Uri address, string token)
    {
        // The token goes to nobody else: not to a proxy of the environment, nor to where an answer points.
        var client = new HttpControlClient(address, new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }, TcpTimeout);
        client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Null when no runtime answers for that store.</summary>
    public static async Task<HttpControlClient?> TryConnect(string dataFolder, CancellationToken cancellation)
    {
        if (ControlAddress.FindSocket(dataFolder) is not { } socket)
            return null;
        try
        {
            await (await Connect(socket, cancellation)).DisposeAsync();
            return new HttpControlClient(socket, SocketTimeout);
        }
        catch (SocketException)
        {
            // There is none, or it is left over from a runtime that died.
            return null;
        }
    }

    /// <summary>What is asked first: it tells a runtime from other things that answer with JSON.</summary>
    public async Task<StatusView> Status(CancellationToken cancellation) =>
        await Get("status", Json.StatusView, cancellation) is { State: not null, Workers: not null, Crons: not null, NotFound: not null, Damage: not null } status
            ? status
            : throw Foreign("status");

    public Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation) =>
        Post("emit", requests, Json.IReadOnlyListEmitRequest, Json.IReadOnlyListEmitView, cancellation);

    public Task<SettledView> Wait(Guid message, CancellationToken cancellation) =>
        Get($"wait?message={message}", Json.SettledView, cancellation);

    public Task Pause(HandlerId handler, string by, string? why, CancellationToken cancellation) =>
        Post("pause", new PauseRequest(handler, by, why), Json.PauseRequest, cancellation);

    public Task Resume(HandlerId handler, CancellationToken cancellation) =>
        Post("resume", new HandlerRequest(handler), Json.HandlerRequest, cancellation);

    public async Task<Guid> RunCron(string name, CancellationToken cancellation) =>
        (await Post("cron/run", new HandlerRequest(HandlerId.Cron(name)), Json.HandlerRequest, Json.MessageReply, cancellation)).Message;

    public Task<IReadOnlyList<DateTimeOffset>> NextDue(string cron, int count, CancellationToken cancellation) =>
        Get($"cron/next?name={Escape(cron)}&count={Number(count)}", Json.IReadOnlyListDateTimeOffset, cancellation);

    public Task<IReadOnlyList<MessageView>> Messages(MessageFilter filter, CancellationToken cancellation) =>
        Get(
            $"messages?limit={Number(filter.Limit)}&state={Escape(filter.State ?? "")}&error={Escape(filter.Error ?? "")}&diedBefore={Escape(filter.DiedBefore?.ToString("O", CultureInfo.InvariantCulture) ?? "")}{Query(filter.Handler)}",
            Json.IReadOnlyListMessageView,
            cancellation);

    public Task<MessageView> Message(string id, CancellationToken cancellation) =>
        Get($"message?id={Escape(id)}", Json.MessageView, cancellation);

    public Task<int> Count(MessageSelection selection, CancellationToken cancellation) => Act("count", selection, cancellation);

    public async Task<Guid> RetryWith(string id, string @event, CancellationToken cancellation) =>
        (await Post("dead/retry-with", new RetryRequest(id, @event), Json.RetryRequest, Json.MessageReply, cancellation)).Message;

    public async Task<int> Move(MessageSelection selection, string worker, CancellationToken cancellation) =>
        (await Post("move", new MoveRequest(selection, worker), Json.MoveRequest, Json.CountReply, cancellation)).Count;

    public Task<SettledView> Step(string worker, CancellationToken cancellation) =>
        Post("step", new HandlerRequest(HandlerId.Worker(worker)), Json.HandlerRequest, Json.SettledView, cancellation);

    public Task<int> RetryDead(MessageSelection selection, CancellationToken cancellation) => Act("dead/retry", selection, cancellation);

    public Task<int> Remove(MessageSelection selection, CancellationToken cancellation) => Act("remove", selection, cancellation);

    public Task<IReadOnlyList<TraceHeaderView>> Traces(HandlerId? handler, CancellationToken cancellation) =>
        Get($"traces?{Query(handler)}", Json.IReadOnlyListTraceHeaderView, cancellation);

    public Task<TraceView> Trace(string id, CancellationToken cancellation) => Get($"trace?id={Escape(id)}", Json.TraceView, cancellation);

    public Task<TraceRunView> TraceRun(string id, CancellationToken cancellation) =>
        Get($"trace/run?id={Escape(id)}", Json.TraceRunView, cancellation);

    public async Task<Guid> ReplayLive(string id, CancellationToken cancellation) =>
        (await Post("trace/replay", new TraceRequest(id), Json.TraceRequest, Json.MessageReply, cancellation)).Message;

    public Task<TraceHeaderView> Pin(string id, bool pinned, CancellationToken cancellation) =>
        Post("trace/pin", new PinRequest(id, pinned), Json.PinRequest, Json.TraceHeaderView, cancellation);

    public Task<IReadOnlyList<SourceView>> Source(string version, CancellationToken cancellation) =>
        Get($"source?version={Escape(version)}", Json.IReadOnlyListSourceView, cancellation);

    public Task<LoadView> Reload(CancellationToken cancellation) => Ask(HttpMethod.Post, "reload", null, Json.LoadView, cancellation);

    public Task Backup(string folder, CancellationToken cancellation) =>
        Post("backup", new BackupRequest(folder), Json.BackupRequest, cancellation);

    public async IAsyncEnumerable<ControlEvent> Events(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await Send(HttpMethod.Get, after is { } known ? $"events?after={known}" : "events", null, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var events = EventStream.Read(body, cancellation).GetAsyncEnumerator(cancellation);
        while (await Next(events))
            yield return events.Current;
    }

    private static async Task<bool> Next(IAsyncEnumerator<ControlEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (JsonException)
        {
            throw Foreign("events");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ControlException(ControlProblem.NoRuntime, "the runtime went away");
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> Act(string path, MessageSelection selection, CancellationToken cancellation) =>
        (await Post(path, selection, Json.MessageSelection, Json.CountReply, cancellation)).Count;

    private Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Ask(HttpMethod.Get, path, null, type, cancellation);

    private async Task Post<TRequest>(string path, TRequest request, JsonTypeInfo<TRequest> type, CancellationToken cancellation)
    {
        using var content = JsonContent.Create(request, type);
        using var response = await Send(HttpMethod.Post, path, content, cancellation);
    }

    private async Task<TReply> Post<TRequest, TReply>(
        string path, TRequest request, JsonTypeInfo<TRequest> type, JsonTypeInfo<TReply> replyType, CancellationToken cancellation)
    {
        using var content = JsonContent.Create(request, type);
        return await Ask(HttpMethod.Post, path, content, replyType, cancellation);
    }

    private async Task<T> Ask<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await Send(method, path, content, cancellation);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, type, cancellation) ?? throw Foreign(path);
        }
        catch (JsonException)
        {
            throw Foreign(path);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw WentAway();
        }
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, "v1/" + path) { Content = content };
        using var patience = new CancellationTokenSource(
            path is "step" or "backup" || path.StartsWith("wait?", StringComparison.Ordinal) ? Timeout.InfiniteTimeSpan : _timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await Problem(response, path, cancellation);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ControlException(
                ControlProblem.NoRuntime,
                $"the runtime is there but did not answer within {_timeout.TotalSeconds} s: it is stopped or hung, and what was asked may be done or not");
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException)
        {
            throw new ControlException(ControlProblem.NoRuntime, "the runtime is not there any more");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw WentAway();
        }
    }

    private static async Task<Exception> Problem(HttpResponseMessage response, string path, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.RequestUriTooLong)
            return new ControlException(ControlProblem.BadRequest, "the name or id is too long");
        try
        {
            var error = await response.Content.ReadFromJsonAsync(Json.ControlError, cancellation);
            return error switch
            {
                { Problem: { } problem } => new ControlException(problem, error.Message),
                { Message: { } message } => new InvalidOperationException($"the runtime failed: {message}"),
                _ => Foreign(path),
            };
        }
        catch (JsonException)
        {
            return Foreign(path);
        }
    }

    private static ControlException Foreign(string path) =>
        new(ControlProblem.BadRequest, $"the runtime's answer to {path.Split('?')[0]} can't be read: it is another version of dark");

    private static ControlException WentAway() =>
        new(ControlProblem.NoRuntime, "the runtime went away before it answered: what was asked may have been done or not");

    private static async ValueTask<Stream> Connect(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Query(HandlerId? handler) => handler is { } id
        ? $"&kind={(id.Kind == HandlerKind.Cron ? "cron" : "worker")}&name={Escape(id.Name)}"
        : "";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
