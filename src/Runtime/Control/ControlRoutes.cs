using System.Collections.Frozen;
using DarkLang.Runtime.Control.Endpoint;
using DarkLang.Runtime.Control.Events;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>The paths of the control endpoint: one for each operation, and one for the events.</summary>
internal sealed class ControlRoutes(IControlClient client, ControlLimits limits) : IDisposable
{
    private readonly AnswerSlots _onSocket = new(limits);
    private readonly AnswerSlots _onTcp = new(limits);
    private readonly RequestBodies _bodies = new(limits.BodyMegabytes);
    private readonly FrozenDictionary<string, Operation> _operations =
        Operations.All.ToFrozenDictionary(operation => operation.Path, StringComparer.Ordinal);

    public Task Answer(HttpContext http, CancellationToken cancellation)
    {
        var (method, path) = (http.Request.Method, http.Request.Path.Value ?? "/");
        var operation = _operations.GetValueOrDefault(path);
        if (operation is null && path != EventStream.Path)
            return Refuse(http, StatusCodes.Status404NotFound, NoSuch(path), cancellation);
        var expected = operation?.Method ?? HttpMethod.Get;
        if (method != expected.Method)
        {
            http.Response.Headers.Allow = expected.Method;
            return Refuse(http, StatusCodes.Status405MethodNotAllowed, $"{path} is asked with {expected}, not with {method}", cancellation);
        }
        if (operation is null)
            return EventStream.Send(http, client, cancellation);
        return Serve(operation, http, cancellation);
    }

    public void Dispose()
    {
        _onSocket.Dispose();
        _onTcp.Dispose();
        _bodies.Dispose();
    }

    private async Task Serve(Operation operation, HttpContext http, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json";
        var isRead = operation.Method == HttpMethod.Get;
        using var room = isRead ? null : await _bodies.Reserve(http.Request, operation.LongestBody, cancellation);
        var request = isRead
            ? QueryForm.Read(http.Request.Query)
            : await RequestBodies.Read(http, operation.LongestBody, cancellation);
        var slots = http.Connection.LocalIpAddress is null ? _onSocket : _onTcp;
        await operation.Serve(client, request, http.Response.Body, slots, cancellation);
    }

    public static Task Send(HttpContext http, int status, ControlError error, CancellationToken cancellation)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, error, ControlJson.Form.ControlError, cancellation);
    }

    private static Task Refuse(HttpContext http, int status, string message, CancellationToken cancellation) =>
        Send(http, status, new ControlError(ControlProblem.BadRequest, message), cancellation);

    private static string NoSuch(string path) => path.StartsWith("/v", StringComparison.Ordinal)
        ? $"this runtime has no path {path}: it is mistyped, or of another version of dark"
        : $"this runtime has no path {path}: all begin with /{Operation.Version}/, such as {Operations.Status.Path}";
}
