using System.Net;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using DarkLang.Runtime.Control.Endpoint;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Decides which requests are allowed. The permissions of its file guard the Unix socket. On TCP a token is required, pages of other sites
/// are refused even with it, and the rate of each client with the token is limited. Requests without it use up nobody's rate.
/// </summary>
internal sealed class RequestAuthorizer(TcpEndpoint endpoint) : IDisposable
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Hash(endpoint.Token);
    private readonly PartitionedRateLimiter<IPAddress> _rate = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        client => RateLimitPartition.GetFixedWindowLimiter(client, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = endpoint.RequestsASecond,
            Window = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Returns the status and the message of a refusal; null if the request is allowed.</summary>
    public (int Status, string Message)? Refusal(HttpContext http)
    {
        if (http.Connection.LocalIpAddress is null)
            return null;
        if (!IsOfThisMachine(http.Request.Host.Host))
            return (
                StatusCodes.Status403Forbidden,
                $"the Host \"{http.Request.Host.Host}\" is not a name of this runtime: ask by its address, as localhost or as "
                + $"{Environment.MachineName}; a proxy in front of it must set Host to one of these");
        if (IsOfOtherSite(http.Request))
            return (StatusCodes.Status403Forbidden, "a page of another site may not use the control endpoint");
        switch (Presented(http.Request))
        {
            case null:
                return (
                    StatusCodes.Status401Unauthorized,
                    "the token is missing: send `Authorization: Bearer TOKEN`; `dark run` printed which file holds it");
            case var token when !CryptographicOperations.FixedTimeEquals(Hash(token), _token):
                return (
                    StatusCodes.Status401Unauthorized,
                    "the token is not the one of this runtime: `dark run` printed which file holds it");
        }
        http.Features.Get<LimitedConnection>()?.Authenticate();
        return RefusalOfOwner(http);
    }

    public void Dispose() => _rate.Dispose();

    private (int Status, string Message)? RefusalOfOwner(HttpContext http)
    {
        using var permit = _rate.AttemptAcquire(http.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!permit.IsAcquired)
            return (
                StatusCodes.Status429TooManyRequests,
                "too many requests within a second: slow down, or send several events in one request");
        return http.Request.Path == Operations.Backup.Path
            ? (
                StatusCodes.Status403Forbidden,
                "a backup is written to a folder of the runtime's machine and can only be asked for there: `dark backup`")
            : null;
    }

    // The name of another site that its owner lets point here would make its pages look like pages of this runtime.
    private static bool IsOfThisMachine(string host) =>
        IPAddress.TryParse(host, out _)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private static string? Presented(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    // Browsers say where a request comes from; other clients send neither header.
    private static bool IsOfOtherSite(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return true;
        return request.Headers.Origin is [{ Length: > 0 } origin]
            && !string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    // Hashes have one length: comparing them reveals nothing about the length of the token.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
