using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DarkLang.Ledger.Tests;

/// <summary>An HTTP server in the process of the test, so that it survives each kill. It keeps every request, in order.</summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<Request> _requests = [];
    private readonly Lock _lock = new();

    private CountingServer(WebApplication application) => _application = application;

    public string Url { get; private set; } = "";

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public static async Task<CountingServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new CountingServer(application);
        application.MapPost("/{step:int}", async (int step, HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            server.Add(step, body, context.Request.Headers["Idempotency-Key"].ToString());
            await context.Response.WriteAsJsonAsync(new { step });
        });
        await application.StartAsync();
        server.Url = application.Urls.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Add(int step, string body, string key)
    {
        using var json = JsonDocument.Parse(body);
        lock (_lock)
            _requests.Add(new Request(json.RootElement.GetProperty("n").GetInt32(), step, key, body));
    }

    internal sealed record Request(int Number, int Step, string Key, string Body);
}
