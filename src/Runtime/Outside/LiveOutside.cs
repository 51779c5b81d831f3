using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Reaches the outside for real, as far as the options allow.</summary>
public sealed class LiveOutside(OutsideOptions options, TimeProvider time) : IOutside, IDisposable
{
    private readonly HttpSender _http = new(options, time);

    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) => _http.Send(call, cancellation);

    public void Dispose() => _http.Dispose();
}
