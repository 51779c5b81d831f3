using System.Net;

namespace DarkLang.Runtime.Control;

/// <summary>The control endpoint on TCP, whose clients must show the token.</summary>
public sealed record TcpEndpoint(IPEndPoint EndPoint, string Token)
{
    /// <summary>The limit for one client, by its address. Requests with the token beyond it are answered with status 429.</summary>
    public int RequestsASecond { get; init; } = 500;
}
