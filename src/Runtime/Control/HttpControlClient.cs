using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using DarkLang.Runtime.Control.Events;

namespace DarkLang.Runtime.Control;

/// <summary>Talks to the runtime of a store through its control socket, or to one that listens on TCP.</summary>
public sealed class HttpControlClient : IControlClient
{
    /// <summary>A runtime answers within milliseconds; one that is stopped or hung still takes connections and never answers.</summary>
    internal static readonly TimeSpan SocketTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan TcpTimeout = TimeSpan.FromSeconds(10);

    private const string LostBeforeReply = "the connection was lost before the runtime answered: what was asked may have been done or not";

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    internal HttpControlClient(string socket, TimeSpan timeout)
        : this(new Uri("http://dark/"), new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => Connect(socket, cancellation),
            UseProxy = false,
        }, timeout)
    {
    }

    private HttpControlClient(Uri address, SocketsHttpHandler handler, TimeSpan timeout)
    {
        _timeout = timeout;
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Returns a client of the runtime at an address of TCP. Whether one listens there shows with the first request.</summary>
    /// <param name="address">The part before the version; it ends with a slash.</param>
    public static HttpControlClient At(Uri address, string token)
    {
        // The token goes to nobody else: neither to a proxy of the environment, nor to the target of a redirect.
        var client = new HttpControlClient(address, new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }, TcpTimeout);
        client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Returns null when no runtime answers for that store.</summary>
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

    public async Task<TReply> Ask<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request, CancellationToken cancellation)
    {
        var isRead = operation.Method == HttpMethod.Get;
        var query = isRead ? "?" + QueryForm.Write(JsonSerializer.SerializeToElement(request, operation.RequestType)) : "";
        using var body = isRead ? null : new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, operation.RequestType));
        using var message = new HttpRequestMessage(operation.Method, $"{Operation.Version}/{operation.Name}{query}") { Content = body };
        using var response = await Send(message, operation.Name, operation.MayTakeLong, cancellation);
        var reply = await Read(operation.Name, LostBeforeReply, async () =>
        {
            await using var answer = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(answer, operation.ReplyType, cancellation);
        });
        // The status is what is asked first: it tells a runtime from other things that answer with JSON.
        return reply is null or StatusView { Workers: null } ? throw Unreadable(operation.Name) : reply;
    }

    public async IAsyncEnumerable<ControlEvent> Events(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{Operation.Version}/events?after={after}");
        using var response = await Send(message, "events", mayTakeLong: false, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var events = EventStream.Read(body, cancellation).GetAsyncEnumerator(cancellation);
        while (await Read("events", "the connection to the runtime was lost", () => events.MoveNextAsync().AsTask()))
            yield return events.Current;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<T> Read<T>(string name, string lost, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (JsonException)
        {
            throw Unreadable(name);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ControlException(ControlProblem.NoRuntime, lost);
        }
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage message, string name, bool mayTakeLong, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(mayTakeLong ? Timeout.InfiniteTimeSpan : _timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await Problem(response, name, cancellation);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ControlException(
                ControlProblem.NoRuntime,
                $"the runtime is there but did not answer within {_timeout.TotalSeconds} s: it is stopped or hung,"
                + " and may still do what was asked");
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException)
        {
            throw new ControlException(ControlProblem.NoRuntime, "the runtime is no longer there");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ControlException(ControlProblem.NoRuntime, LostBeforeReply);
        }
    }

    private static async Task<Exception> Problem(HttpResponseMessage response, string name, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.RequestUriTooLong)
            return new ControlException(ControlProblem.BadRequest, "the name or id is too long");
        try
        {
            return await response.Content.ReadFromJsonAsync(ControlJson.Form.ControlError, cancellation) switch
            {
                { Problem: { } problem, Message: var message } => new ControlException(problem, message),
                { Message: { } message } => new InvalidOperationException($"the runtime failed: {message}"),
                _ => Unreadable(name),
            };
        }
        catch (JsonException)
        {
            return Unreadable(name);
        }
    }

    private static ControlException Unreadable(string name) =>
        new(ControlProblem.BadRequest, $"the runtime's answer to {name} can't be read: it is another version of dark");

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
}
