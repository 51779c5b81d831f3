namespace DarkLang.Lang.Evaluation;

/// <summary>Bounds the memory that a run holds.</summary>
public interface IMemoryGuard
{
    /// <summary>Called often while the run allocates, and before it makes something large.</summary>
    /// <param name="bytes">What is about to be allocated.</param>
    /// <exception cref="RuntimeErrorException">The run would hold too much.</exception>
    void Check(long bytes);
}
