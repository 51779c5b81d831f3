using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>
/// A request in the query of a path. Fields of a field have both names: <c>limit=10&amp;handler.kind=worker&amp;handler.name=resize</c>.
/// </summary>
internal static class QueryForm
{
    public static string Write(JsonElement request) =>
        string.Join('&', Fields("", request).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    /// <summary>Returns the request as JSON. Empty fields are left out.</summary>
    public static byte[] Read(IQueryCollection query)
    {
        var request = new JsonObject();
        foreach (var (name, values) in query)
        {
            if (values is not [{ Length: > 0 } text])
                continue;
            // One level is enough for all requests, and keeps a hostile query from nesting without end.
            if (name.Split('.', 2) is not [var outer, var inner])
                request[name] = text;
            else if (request[outer] is JsonObject field)
                field[inner] = text;
            else
                request[outer] = new JsonObject { [inner] = text };
        }
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    private static IEnumerable<(string Name, string Value)> Fields(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            value.EnumerateObject().SelectMany(field => Fields(name is "" ? field.Name : $"{name}.{field.Name}", field.Value)),
        JsonValueKind.String => [(name, value.GetString()!)],
        _ => [(name, value.GetRawText())],
    };
}
