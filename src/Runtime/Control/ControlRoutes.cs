using System.Collections.Frozen;
using DarkLang.Runtime.Control.Events;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>The paths of the control endpoint: one for each operation, and one for the events.</summary>
internal sealed class ControlRoutes(IControlClient client)
{
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
        http.Response.ContentType = "application/json";
        var request = expected == HttpMethod.Get ? QueryForm.Read(http.Request.Query) : http.Request.Body;
        return operation.Serve(client, request, http.Response.Body, cancellation);
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
