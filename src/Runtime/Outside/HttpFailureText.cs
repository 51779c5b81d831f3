using System.Net.Http;
using System.Net.Sockets;

namespace DarkLang.Runtime.Outside;

/// <summary>Says why a call got no response: the host and the cause, in words that do not depend on the platform.</summary>
internal static class HttpFailureText
{
    public static string Of(Uri url, Exception failure)
    {
        var host = url.Authority;
        var cause = Causes(failure).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        var error = (failure as HttpRequestException)?.HttpRequestError ?? (failure as HttpIOException)?.HttpRequestError;
        return error switch
        {
            HttpRequestError.NameResolutionError => $"the host {url.Host} can't be found",
            HttpRequestError.SecureConnectionError => $"no secure connection to {host}: {Last(failure)}",
            HttpRequestError.ResponseEnded => $"{host} closed the connection before the response was complete",
            HttpRequestError.InvalidResponse => $"{host} did not answer in HTTP: {Last(failure)}",
            _ when cause is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => $"the host {url.Host} can't be found",
            _ when cause is SocketError.ConnectionRefused => $"{host} refused the connection",
            _ when cause is SocketError.ConnectionReset or SocketError.Shutdown => $"{host} closed the connection",
            _ when cause is SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.TimedOut =>
                $"{host} can't be reached",
            _ => $"the call to {host} failed: {Last(failure)}",
        };
    }

    private static string Last(Exception failure) => Causes(failure).Last().Message;

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
