using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>Reads the bodies of requests. Large ones wait for each other: together they stay within a number of megabytes.</summary>
internal sealed class RequestBodies(int mostMegabytes) : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly ConcurrencyLimiter _megabytes = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = mostMegabytes,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits until there is room for the body. The room is used until the result is disposed.</summary>
    public async Task<IDisposable?> Reserve(HttpRequest request, int longest, CancellationToken cancellation)
    {
        // A body of unknown length may have any.
        var bytes = request.ContentLength ?? longest;
        return bytes < Megabyte / 16
            ? null
            : await _megabytes.AcquireAsync((int)Math.Min(mostMegabytes, 1 + bytes / Megabyte), cancellation);
    }

    /// <exception cref="ControlException">It is too large, or is not complete.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext http, int longest, CancellationToken cancellation)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = longest;
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Megabyte));
        try
        {
            await request.Body.CopyToAsync(body, cancellation);
            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ControlException(
                ControlProblem.Refused, $"the request is larger than {longest / Megabyte} MB: send it in smaller parts");
        }
        catch (IOException)
        {
            throw new ControlException(
                ControlProblem.BadRequest, "the body of the request can't be read: its chunks or its Content-Length are wrong");
        }
    }

    public void Dispose() => _megabytes.Dispose();
}
