namespace DarkLang.Lang.Evaluation.Outside;

/// <summary>
/// What handlers reach outside of the canvas. Every call waits for its answer, and ends with an
/// <see cref="OperationCanceledException"/> if the run is cancelled meanwhile.
/// </summary>
public interface IOutside
{
    HttpAnswer Send(HttpCall call, CancellationToken cancellation);
}

/// <summary>Where nothing outside can be reached, such as in a replay: every call ends the run.</summary>
internal sealed class NoOutside(string where) : IOutside
{
    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) => throw new RuntimeErrorException(
        RuntimeErrorCodes.NoOutside, $"`{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}` can't be called {where}",
        "run the handler with `dark run` to call it");
}
