using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Reaches the outside for real, as far as the options allow.</summary>
public sealed class LiveOutside(OutsideOptions options, TimeProvider time) : IOutside, IDisposable
{
    private readonly HttpSender _http = new(options, time);
    private readonly FileAccessor _files = new(options);

    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) => _http.Send(call, cancellation);

    public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) => ProcessRunner.Run(call, options, time, cancellation);

    public FileAnswer Do(FileCall call, CancellationToken cancellation) => _files.Do(call);

    public void Dispose() => _http.Dispose();
}
