namespace DarkLang.Lang.Evaluation.Outside;

/// <param name="Environment">Added to the environment of this process.</param>
public sealed record ProcessCall(
    string Program, IReadOnlyList<string> Arguments, byte[] Input, IReadOnlyDictionary<string, string> Environment, TimeSpan Timeout);

public abstract record ProcessAnswer
{
    private ProcessAnswer()
    {
    }

    public sealed record Ended(int ExitCode, byte[] Output, byte[] Errors) : ProcessAnswer;

    /// <summary>The program did not start, or did not end by itself.</summary>
    /// <param name="Why">Names the program and the cause.</param>
    public sealed record Failed(string Why) : ProcessAnswer;
}
