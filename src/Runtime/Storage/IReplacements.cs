namespace DarkLang.Runtime.Storage;

/// <summary>
/// Decides which messages new ones replace, once it is certain in which order these are stored: right before that, and under the engine's
/// lock. Each decision is either applied or undone.
/// </summary>
internal interface IReplacements
{
    /// <summary>Adds what else the commit of these units has to store.</summary>
    void Decide(IReadOnlyList<CommitUnit> units, List<Change> changes);

    /// <summary>The commit is stored. Runs before what follows from its units.</summary>
    void Apply();

    /// <summary>The commit was refused.</summary>
    void Undo();
}
