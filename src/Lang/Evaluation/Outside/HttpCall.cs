namespace DarkLang.Lang.Evaluation.Outside;

/// <param name="Method">In capital letters.</param>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Headers">With names as the program wrote them; a name occurs once.</param>
/// <param name="Body">Null for a call without a body.</param>
public sealed record HttpCall(
    string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, byte[]? Body, TimeSpan Timeout);

public abstract record HttpAnswer
{
    private HttpAnswer()
    {
    }

    /// <param name="Headers">With names in lower case; the values of a repeated header are joined by commas.</param>
    public sealed record Response(int Code, IReadOnlyDictionary<string, string> Headers, byte[] Body) : HttpAnswer;

    /// <summary>There is no response.</summary>
    /// <param name="Why">Names the host and the cause.</param>
    public sealed record Failed(string Why) : HttpAnswer;
}
