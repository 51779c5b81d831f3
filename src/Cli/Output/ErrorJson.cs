namespace DarkLang.Cli.Output;

/// <summary>A runtime error of this process, in the shape of stored failures.</summary>
internal static class ErrorJson
{
    public static Failure? Of(RuntimeError? error) => error is null ? null : new Failure(
        error.Code, error.Message, error.At.ToString(), error.Help,
        [.. error.Stack.Select(frame => new FailureFrame(frame.Function, frame.At.ToString()))]);
}
