using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkLang.Client;

/// <summary>
/// A client of a running canvas: emits messages, and handles those of external workers. It may be used by several threads.
/// <code>
/// using var dark = DarkClient.InFolder(".dark/photos");
/// await dark.EmitAsync("resize", new { id = 1, path = "a.jpg" });
/// await dark.WorkAsync("resize", async (job, lost) =&gt; { job.Emit("publish", new { id = 1 }); return "done"; }, concurrency: 4);
/// </code>
/// </summary>
public sealed class DarkClient : IDisposable
{
    private static readonly TimeSpan EmitPatience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();

    private DarkClient(Uri address, SocketsHttpHandler handler, string? token)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Receives a line when the canvas can't be reached for a while, or a message could not be settled.</summary>
    public Action<string> Warn { get; init; } = line => Console.Error.WriteLine($"dark: {line}");

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal TimeProvider Time { get; } = TimeProvider.System;

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Returns a client of the canvas at a URL (<c>dark run --port</c>), with its token.</summary>
    public static DarkClient At(string url, string token) =>
        new(new Uri(url.EndsWith('/') ? url : url + "/"), new SocketsHttpHandler(), token);

    /// <summary>Returns a client of the canvas whose store is in that folder, such as <c>.dark/photos</c>.</summary>
    public static DarkClient InFolder(string folder) => new(
        new Uri("http://dark/"), new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Connect(folder, cancellation) }, null);

    /// <summary>Emits an event. It is on disk when the task completes.</summary>
    /// <inheritdoc cref="Client.Emit(string, object?, TimeSpan, string?)"/>
    public async Task<Emitted> EmitAsync(
        string worker, object? @event, TimeSpan delay = default, string? onceKey = null, CancellationToken cancellation = default) =>
        (await EmitAsync([new Emit(worker, @event, delay, onceKey)], cancellation).ConfigureAwait(false))[0];

    /// <summary>Emits events in one request: all of them or none.</summary>
    public Task<IReadOnlyList<Emitted>> EmitAsync(IEnumerable<Emit> emits, CancellationToken cancellation = default) =>
        EmitAll([.. emits.Select(EmitRequest.Of)], cancellation);

    /// <summary>Emits an event and returns how its message ended.</summary>
    public async Task<Ended> EmitAndWaitAsync(
        string worker, object? @event, TimeSpan delay = default, string? onceKey = null, CancellationToken cancellation = default)
    {
        var emit = EmitRequest.Of(new Emit(worker, @event, delay, onceKey)) with { Wait = true };
        var emitted = (await EmitAll([emit], cancellation).ConfigureAwait(false))[0];
        if (emitted.Repeated || emitted.Message is not { } message)
            throw new DarkException("repeated", $"the key was used for worker {worker} already: there is no message to wait for");
        var ended = await Ask<JsonElement>(HttpMethod.Get, $"wait?message={message}", null, Timeout.InfiniteTimeSpan, cancellation)
            .ConfigureAwait(false);
        return new Ended(
            ended.GetProperty("state").GetString()!,
            ended.TryGetProperty("result", out var result) && result.TryGetProperty("json", out var json) ? json : null,
            ended.TryGetProperty("failure", out var failure) ? failure.GetProperty("message").GetString() : null);
    }

    /// <summary>
    /// Handles the messages of an external worker until <see cref="Stop"/>, SIGTERM or SIGINT; then finishes those that run. What the
    /// handler returns is the result of the message. If it throws, the message is retried as the worker says.
    /// </summary>
    /// <param name="handler">Gets the message, and a token that is cancelled when the message is no longer ours.</param>
    /// <param name="concurrency">How many messages are handled at once.</param>
    /// <param name="consumer">Names this program in <c>dark worker show</c> and in traces; by default its machine and process id.</param>
    public Task WorkAsync(
        string worker, Func<Job, CancellationToken, Task<object?>> handler, int concurrency = 1, string? consumer = null) =>
        new WorkLoop(this, worker, handler, concurrency, consumer ?? $"{Environment.MachineName}:{Environment.ProcessId}").Run();

    /// <summary>Ends <see cref="WorkAsync"/>: no more claims; what runs is finished and settled.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Sends one request.</summary>
    /// <exception cref="UnreachableException">There was no answer.</exception>
    /// <exception cref="DarkException">The canvas refused.</exception>
    internal async Task<T> Ask<T>(HttpMethod method, string path, object? body, TimeSpan timeout, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(timeout);
        using var request = new HttpRequestMessage(method, $"v2/{path}");
        if (body is not null)
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json));
        try
        {
            using var response = await _http.SendAsync(request, ended.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return (await response.Content.ReadFromJsonAsync<T>(Json, ended.Token).ConfigureAwait(false))!;
            throw Problem((int)response.StatusCode, await response.Content.ReadAsStringAsync(ended.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UnreachableException($"the canvas did not answer within {timeout.TotalSeconds:0} s", mayHaveHappened: true);
        }
        catch (HttpRequestException fault)
        {
            throw fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                ? new UnreachableException($"the canvas can't be reached: {fault.Message}", mayHaveHappened: false)
                : new UnreachableException($"the connection was lost before the canvas answered: {fault.Message}", mayHaveHappened: true);
        }
        catch (JsonException)
        {
            throw new DarkException("bad-request", $"the answer to {path} is not that of a canvas");
        }
    }

    private async Task<IReadOnlyList<Emitted>> EmitAll(IReadOnlyList<EmitRequest> emits, CancellationToken cancellation)
    {
        var (pause, start) = (new RetryPause(Time, Warn), Time.GetTimestamp());
        while (true)
        {
            try
            {
                return await Ask<IReadOnlyList<Emitted>>(HttpMethod.Post, "emit", emits, TimeSpan.FromMinutes(2), cancellation)
                    .ConfigureAwait(false);
            }
            catch (UnreachableException problem) when (
                // Without a key, an emit that may have happened would happen twice.
                (!problem.MayHaveHappened || emits.All(emit => emit.OnceKey is not null)) && Time.GetElapsedTime(start) < EmitPatience)
            {
                await pause.Wait($"emitting: {problem.Message}", cancellation).ConfigureAwait(false);
            }
        }
    }

    private static DarkException Problem(int status, string text)
    {
        Refusal? refusal = null;
        try
        {
            refusal = JsonSerializer.Deserialize<Refusal>(text, Json);
        }
        catch (JsonException)
        {
            // It is the answer of something before the canvas.
        }
        var message = refusal?.Message ?? $"status {status}";
        if (status is 429 or >= 500)
            return new UnreachableException(message, mayHaveHappened: status != 429);
        return new DarkException(status is 401 or 403 ? "unauthorized" : refusal?.Problem ?? "bad-request", message);
    }

    // The socket is looked up each time: a restart may have moved it.
    private static async ValueTask<Stream> Connect(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, "control.sock");
        try
        {
            using var address = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "control.json")));
            path = address.RootElement.GetProperty("socket").GetString()!;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // On a full disk there is no such file.
        }
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
