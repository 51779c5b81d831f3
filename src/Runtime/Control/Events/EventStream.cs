using System.Buffers;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control.Events;

/// <summary>Events as server-sent events: <c>id</c>, <c>event</c> (the kind) and <c>data</c> (one line of JSON).</summary>
internal static class EventStream
{
    private static ReadOnlySpan<byte> DataField => "\ndata: "u8;

    /// <summary>Ends when the client goes away or the runtime stops.</summary>
    public static async Task Send(HttpContext http, IControlClient client, CancellationToken cancellation)
    {
        var events = client.Events(After(http), cancellation).GetAsyncEnumerator(cancellation);
        await using (events)
        {
            // The first event decides: a refusal is answered with a status of its own.
            var more = await events.MoveNextAsync();
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.StartAsync(cancellation);
            try
            {
                for (; more; more = await events.MoveNextAsync())
                {
                    Write(http, events.Current);
                    await http.Response.BodyWriter.FlushAsync(cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // An orderly end of the stream: the client may come again and go on behind the last id.
            }
        }
    }

    public static async IAsyncEnumerable<ControlEvent> Read(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var parser = SseParser.Create(body, static (_, data) =>
            JsonSerializer.Deserialize(data, ControlJson.Default.ControlEvent) ?? throw new JsonException("an event is empty"));
        await foreach (var item in parser.EnumerateAsync(cancellation))
            yield return item.Data;
    }

    private static void Write(HttpContext http, ControlEvent @event)
    {
        var body = http.Response.BodyWriter;
        var head = string.Create(CultureInfo.InvariantCulture, $"id: {@event.Id}\nevent: {@event.Kind}");
        Encoding.ASCII.GetBytes(head, body);
        body.Write(DataField);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(@event, ControlJson.Default.ControlEvent));
        body.Write("\n\n"u8);
    }

    /// <summary>As a browser tells it when it comes again, or as asked for.</summary>
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
