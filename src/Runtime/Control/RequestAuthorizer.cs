using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Decides which requests are allowed. The permissions of its file guard the Unix socket. On TCP a token is required, pages of other sites
/// are refused even with it, and the rate is limited.
/// </summary>
internal sealed class RequestAuthorizer(TcpEndpoint endpoint) : IDisposable
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Hash(endpoint.Token);
    private readonly FixedWindowRateLimiter _rate = new(
        new FixedWindowRateLimiterOptions { PermitLimit = endpoint.RequestsASecond, Window = TimeSpan.FromSeconds(1), QueueLimit = 0 });

    /// <summary>Returns the status and the message of a refusal; null if the request is allowed.</summary>
    public (int Status, string Message)? Refusal(HttpContext http)
    {
        if (http.Connection.LocalIpAddress is null)
            return null;
        using var permit = _rate.AttemptAcquire();
        if (!permit.IsAcquired)
            return (
                StatusCodes.Status429TooManyRequests,
                "too many requests within a second: slow down, or send several events in one request");
        if (IsOfOtherSite(http.Request))
            return (StatusCodes.Status403Forbidden, "a page of another site may not use the control endpoint");
        return Presented(http.Request) switch
        {
            null => (
                StatusCodes.Status401Unauthorized,
                "the token is missing: send `Authorization: Bearer TOKEN`; `dark run` printed which file holds it"),
            var token when !CryptographicOperations.FixedTimeEquals(Hash(token), _token) =>
                (StatusCodes.Status401Unauthorized, "the token is not the one of this runtime: `dark run` printed which file holds it"),
            _ when http.Request.Path == Operations.Backup.Path =>
                (
                    StatusCodes.Status403Forbidden,
                    "a backup is written to a folder of the runtime's machine and can only be asked for there: `dark backup`"),
            _ => null,
        };
    }

    public void Dispose() => _rate.Dispose();

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
