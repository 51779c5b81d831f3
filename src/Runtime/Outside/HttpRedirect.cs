using System.Net;
using System.Net.Http;
using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Follows redirects as browsers do.</summary>
internal static class HttpRedirect
{
    private static readonly string[] ForOneHost = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <summary>Returns the call to which a response redirects; null if it doesn't.</summary>
    public static HttpCall? Next(HttpCall call, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location)
            return null;
        var url = new Uri(call.Url, location);
        if (url.Scheme is not ("http" or "https") || (call.Url.Scheme == "https" && url.Scheme == "http"))
            return null;
        var keepsMethod = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || call.Method is "GET" or "HEAD" || (response.StatusCode != HttpStatusCode.SeeOther && call.Method != "POST");
        var isSameOrigin = Uri.Compare(
            call.Url, url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        var headers = call.Headers
            .Where(header => isSameOrigin || !ForOneHost.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Where(header => keepsMethod || !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        return call with
        {
            Url = url,
            Headers = headers,
            Method = keepsMethod ? call.Method : "GET",
            Body = keepsMethod ? call.Body : null,
        };
    }
}
