namespace DarkLang.Lang.Evaluation.Outside;

/// <summary>
/// What handlers reach outside of the canvas. Every call waits for its answer, and ends with an
/// <see cref="OperationCanceledException"/> if the run is cancelled meanwhile.
/// </summary>
public interface IOutside
{
    HttpAnswer Send(HttpCall call, CancellationToken cancellation);

    ProcessAnswer Run(ProcessCall call, CancellationToken cancellation);

    FileAnswer Do(FileCall call, CancellationToken cancellation);
}

/// <summary>Where nothing outside can be reached, such as in a replay: every call ends the run.</summary>
internal sealed class NoOutside(string where) : IOutside
{
    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) =>
        throw Refuse($"{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}", "called");

    public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) => throw Refuse(call.Program, "run");

    public FileAnswer Do(FileCall call, CancellationToken cancellation) => throw Refuse(call.Path, "reached");

    private RuntimeErrorException Refuse(string what, string verb) => new(
        RuntimeErrorCodes.NoOutside, $"`{what}` can't be {verb} {where}", "run the handler with `dark run` to do it");
}
