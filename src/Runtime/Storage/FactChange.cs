using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// A change of a fact with a key. Each kind of fact has a file of its own, with its changes, its value and how that is written and read. To
/// add a kind, write such a file, and add the kind to <see cref="FactKinds"/> and its values to <see cref="StoreContents"/>.
/// </summary>
public abstract record FactChange : Change
{
    internal abstract FactId Id { get; }
}

/// <summary>Stores a fact, in the place of the previous one with its id.</summary>
public abstract record FactStored : FactChange
{
    /// <summary>What stays in memory: the same that <see cref="FactKind.Read"/> reads.</summary>
    internal abstract object Value { get; }

    internal abstract void Write(RecordWriter writer);
}

public abstract record FactRemoved : FactChange;
