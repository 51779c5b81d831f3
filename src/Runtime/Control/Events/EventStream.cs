using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DarkLang.Runtime.Control.Events;

/// <summary>Events as server-sent events: <c>event</c> (the kind), <c>data</c> (one line of JSON) and <c>id</c>.</summary>
internal static class EventStream
{
    public const string Path = $"/{Operation.Version}/events";

    /// <summary>Ends when the client disconnects or the runtime stops.</summary>
    public static async Task Send(HttpContext http, IControlClient client, CancellationToken cancellation)
    {
        await using var events = client.Events(After(http), cancellation).GetAsyncEnumerator(cancellation);
        // Read before the headers are sent: a refusal has a status of its own.
        var isAny = await events.MoveNextAsync();
        // A reader that pauses gets a gap.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await SseFormatter.WriteAsync(Items(), http.Response.Body, Write, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // An orderly end of the stream: the client may come again and continue after the last id.
        }

        async IAsyncEnumerable<SseItem<ControlEvent>> Items()
        {
            for (var more = isAny; more; more = await events.MoveNextAsync())
                yield return new SseItem<ControlEvent>(events.Current, events.Current.Kind.Word())
                { EventId = events.Current.Id.ToString(CultureInfo.InvariantCulture) };
        }
    }

    public static async IAsyncEnumerable<ControlEvent> Read(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var parser = SseParser.Create(body, static (_, data) =>
            JsonSerializer.Deserialize(data, ControlJson.Form.ControlEvent) ?? throw new JsonException("an event is empty"));
        await foreach (var item in parser.EnumerateAsync(cancellation))
            yield return item.Data;
    }

    private static void Write(SseItem<ControlEvent> item, IBufferWriter<byte> to) =>
        to.Write(JsonSerializer.SerializeToUtf8Bytes(item.Data, ControlJson.Form.ControlEvent));

    /// <summary>Returns the id of the last known event: of a browser that reconnects, or of the query.</summary>
    private static long? After(HttpContext http)
    {
        var text = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } header] ? header : (string?)http.Request.Query["after"];
        if (string.IsNullOrEmpty(text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < long.MaxValue
            ? id
            : throw new ControlException(ControlProblem.BadRequest, $"\"{text}\" is not the id of an event: it is a number");
    }
}
