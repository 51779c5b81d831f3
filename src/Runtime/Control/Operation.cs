using System.Text.Json.Serialization.Metadata;
using DarkLang.Runtime.Control.Endpoint;

namespace DarkLang.Runtime.Control;

/// <summary>Something that clients can ask for, declared once in <see cref="Operations"/>: servers, clients and tests follow.</summary>
/// <param name="name">Its path after the version, such as <c>cron/run</c>.</param>
public abstract class Operation(HttpMethod method, string name)
{
    /// <summary>The first part of all paths. Another form of requests or replies is another version.</summary>
    public const string Version = "v2";

    /// <summary>GET for reading: the request is in the query. POST for all others: the request is the body.</summary>
    public HttpMethod Method => method;

    public string Name => name;

    public string Path => $"/{Version}/{name}";

    /// <summary>The reply comes when something has happened: how long that takes is no sign of a hung runtime.</summary>
    public bool MayTakeLong { get; init; }

    /// <summary>The reply may hold many or large values: few of them are made and sent at once.</summary>
    public bool HasLargeReply { get; init; }

    /// <summary>The size of the largest request, in bytes.</summary>
    public int LongestBody { get; init; } = 16 * 1024 * 1024;

    /// <summary>The JSON forms of the request and the reply.</summary>
    public abstract IReadOnlyList<JsonTypeInfo> Types { get; }

    public override string ToString() => name;

    /// <summary>Reads a request, asks the client and writes its reply.</summary>
    internal abstract Task Serve(
        IControlClient client, ReadOnlyMemory<byte> request, Stream reply, AnswerSlots slots, CancellationToken cancellation);
}

/// <param name="check">Throws <see cref="ControlException"/> if a field is missing or makes no sense.</param>
public sealed class Operation<TRequest, TReply>(
    HttpMethod method, string name, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType,
    Action<TRequest>? check = null) : Operation(method, name)
{
    public JsonTypeInfo<TRequest> RequestType => requestType;

    public JsonTypeInfo<TReply> ReplyType => replyType;

    public override IReadOnlyList<JsonTypeInfo> Types => [requestType, replyType];

    /// <summary>What holds for requests to the endpoint only, as <see cref="Check"/> holds for all.</summary>
    internal Action<TRequest>? CheckServed { get; init; }

    public void Check(TRequest request) => check?.Invoke(request);

    internal override async Task Serve(
        IControlClient client, ReadOnlyMemory<byte> request, Stream reply, AnswerSlots slots, CancellationToken cancellation)
    {
        var asked = Nothing.Value is TRequest nothing
            ? nothing
            : RequestReader.Read(request.Span, (JsonTypeInfo<TRequest>)ControlJson.Requests.GetTypeInfo(typeof(TRequest))!);
        CheckServed?.Invoke(asked);
        if (!HasLargeReply)
        {
            await JsonSerializer.SerializeAsync(reply, await client.Ask(this, asked, cancellation), replyType, cancellation);
            return;
        }
        // What waits for something to happen has no reply to hold yet.
        var late = MayTakeLong ? await client.Ask(this, asked, cancellation) : default;
        using var slot = await slots.Enter(cancellation);
        await JsonSerializer.SerializeAsync(
            reply, MayTakeLong ? late! : await client.Ask(this, asked, cancellation), replyType, cancellation);
    }
}

/// <summary>The request of an operation that needs none, and the reply of one that has nothing to say.</summary>
public sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
