namespace DarkLang.Runtime.Storage;

/// <summary>A copy of a store in the making, as the store was when it was begun. Disposing ends it; used by any thread.</summary>
public interface IStoreCopy : IDisposable
{
    /// <summary>
    /// Writes the files into <paramref name="folder"/>, which is there and empty, and syncs them. Throws <see cref="StoreException"/> when they
    /// can't be written, or the store could not wait for it.
    /// </summary>
    void Write(string folder, CancellationToken cancellation);
}
