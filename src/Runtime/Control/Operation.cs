using System.Text.Json.Serialization.Metadata;

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

    /// <summary>The JSON forms of the request and the reply.</summary>
    public abstract IReadOnlyList<JsonTypeInfo> Types { get; }

    public override string ToString() => name;

    /// <summary>Reads a request, asks the client and writes its reply.</summary>
    internal abstract Task Serve(IControlClient client, Stream request, Stream reply, CancellationToken cancellation);
}

/// <param name="check">Throws <see cref="ControlException"/> if a field is missing or makes no sense.</param>
public sealed class Operation<TRequest, TReply>(
    HttpMethod method, string name, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType,
    Action<TRequest>? check = null) : Operation(method, name)
{
    public JsonTypeInfo<TRequest> RequestType => requestType;

    public JsonTypeInfo<TReply> ReplyType => replyType;

    public override IReadOnlyList<JsonTypeInfo> Types => [requestType, replyType];

    public void Check(TRequest request) => check?.Invoke(request);

    internal override async Task Serve(IControlClient client, Stream request, Stream reply, CancellationToken cancellation)
    {
        var asked = Nothing.Value is TRequest nothing
            ? nothing
            : await JsonSerializer.DeserializeAsync(request, requestType, cancellation)
                ?? throw new ControlException(ControlProblem.BadRequest, "the request has no content");
        await JsonSerializer.SerializeAsync(reply, await client.Ask(this, asked, cancellation), replyType, cancellation);
    }
}

/// <summary>The request of an operation that needs none, and the reply of one that has nothing to say.</summary>
public sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
