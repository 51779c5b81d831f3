namespace DarkLang.Lang.Evaluation.Outside;

public enum FileAction
{
    List,
    Exists,
    Read,

    /// <summary>Writes the whole file: readers see the old content or the new one.</summary>
    Write,
    Append,
    Delete,
}

/// <param name="Content">Only for <see cref="FileAction.Write"/> and <see cref="FileAction.Append"/>.</param>
public sealed record FileCall(FileAction Action, string Path, byte[]? Content = null);

public abstract record FileAnswer
{
    private FileAnswer()
    {
    }

    /// <param name="Content">What was read; empty for all other actions.</param>
    /// <param name="Names">What was listed, in order; empty for all other actions.</param>
    /// <param name="Exists">Whether there is such a file or folder.</param>
    public sealed record Done(byte[] Content, IReadOnlyList<string> Names, bool Exists) : FileAnswer;

    /// <param name="Why">Names the path and the cause.</param>
    public sealed record Failed(string Why) : FileAnswer;
}
