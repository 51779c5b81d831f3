using System.Net;

namespace DarkLang.Runtime.Control;

/// <summary>The endpoint on TCP: whoever comes that way must show the token.</summary>
public sealed record TcpEndpoint(IPEndPoint EndPoint, string Token)
{
    /// <summary>Of all clients together; more are answered with status 429.</summary>
    public int RequestsASecond { get; init; } = 500;
}
