using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Sends the HTTP calls of handlers over one pool of connections.</summary>
internal sealed class HttpSender : IDisposable
{
    private const int MaxRedirects = 10;
    private const int MaxBytes = 1024 * 1024;
    private const string ContentPrefix = "Content-";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly OutsideOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<HttpClient> _client = new(NewClient);

    public HttpSender(OutsideOptions options, TimeProvider time) => (_options, _time) = (options, time);

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    /// <summary>Blocks until there is an answer. Evaluation is synchronous, and each attempt has a thread.</summary>
    public HttpAnswer Send(HttpCall call, CancellationToken cancellation)
    {
        if (!_options.Allows(call.Url.IdnHost))
            throw NotAllowed.Of($"{call.Url.Host} may not be called", _options.Hosts!, "--allow-net", call.Url.Host);
        using var timeout = new CancellationTokenSource(call.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return Follow(call, either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HttpAnswer.Failed($"{call.Url.Authority} did not answer within {call.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
        {
            return new HttpAnswer.Failed(HttpFailureText.Of(call.Url, failure));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new OperationCanceledException("the attempt ended during the call", failure, cancellation);
        }
    }

    private async Task<HttpAnswer> Follow(HttpCall call, CancellationToken cancellation)
    {
        var target = call;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            if (!_options.Allows(target.Url.IdnHost))
                return new HttpAnswer.Failed($"{call.Url.Authority} redirects to {target.Url.Host}, which --allow-net does not allow");
            using var request = RequestOf(target);
            using var response = await _client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
                .ConfigureAwait(false);
            if (HttpRedirect.Next(target, response) is not { } next)
                return await Read(target, response, cancellation).ConfigureAwait(false);
            target = next;
        }
        return new HttpAnswer.Failed($"{call.Url.Authority} redirects more than {MaxRedirects} times");
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        // A name may get another address.
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = Connect,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static HttpRequestMessage RequestOf(HttpCall call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Url)
        {
            Content = call.Body is null ? null : new ByteArrayContent(call.Body),
        };
        foreach (var (name, value) in call.Headers)
        {
            if (!name.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(name, value);
            // The length follows from the body.
            else if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private static async Task<HttpAnswer> Read(HttpCall call, HttpResponseMessage response, CancellationToken cancellation)
    {
        var tooLarge = new HttpAnswer.Failed($"the response of {call.Url.Authority} is larger than 1 MB");
        if (response.Content.Headers.ContentLength > MaxBytes)
            return tooLarge;
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBytes)
                return tooLarge;
        }
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
        return new HttpAnswer.Response((int)response.StatusCode, headers, body.ToArray());
    }

    // Addresses of the local link lead to the machine's own metadata service in many clouds, and to no service that a handler needs.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext connection, CancellationToken cancellation)
    {
        var end = connection.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(end.Host, cancellation).ConfigureAwait(false);
        if (addresses.FirstOrDefault(IsLinkLocal) is { } refused)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{refused} is a link-local address, which is refused");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, end.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes() is [169, 254, ..]
            : address.IsIPv6LinkLocal;
    }
}
