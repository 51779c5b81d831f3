using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DarkLang.Runtime.Tests.Outside;

/// <summary>A real HTTP server on a free port of this machine, which keeps what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<Asked> _asked = new();

    private LoopbackServer(WebApplication application) => _application = application;

    /// <summary>Such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; private set; } = "";

    public IReadOnlyList<Asked> Requests => [.. _asked];

    public static async Task<LoopbackServer> Start(Func<Asked, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new LoopbackServer(application);
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var asked = new Asked(
                context.Request.Method, context.Request.Path + context.Request.QueryString, await reader.ReadToEndAsync(),
                context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            server._asked.Enqueue(asked);
            await answer(asked, context);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        server.Url = application.Urls.Single();
        return server;
    }

    /// <summary>A server that answers every request with 200 and a JSON object.</summary>
    public static Task<LoopbackServer> Start() => Start((_, context) => context.Response.WriteAsJsonAsync(new { ok = true }));

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    internal sealed record Asked(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string? Key => Headers.GetValueOrDefault("Idempotency-Key");
    }
}
