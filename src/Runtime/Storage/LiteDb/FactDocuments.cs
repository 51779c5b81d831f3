using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>The facts with keys, each in a document of its own, written in the transaction of their commit.</summary>
internal sealed class FactDocuments
{
    private readonly RecordWriter _writer = new();

    public static bool AnyIn(IReadOnlyList<Change> changes) => changes.Any(change => change is FactChange);

    /// <summary>Returns false when no document changed: those to be removed do not exist.</summary>
    /// <param name="sequence">The number of the commit, by which ordered facts are sorted.</param>
    public bool Write(LiteEngine engine, long sequence, IReadOnlyList<Change> changes)
    {
        var hasChanged = false;
        for (var i = 0; i < changes.Count; i++)
        {
            hasChanged |= changes[i] switch
            {
                FactStored stored => Put(engine, stored, new JournalPosition(sequence, i + 1).Packed),
                FactRemoved removed => engine.Remove(removed.Id.Kind.Collection, removed.Id.Key),
                _ => false,
            };
        }
        return hasChanged;
    }

    /// <summary>Reads a fact of which only a part stays in memory; null when it does not exist or is damaged.</summary>
    public static T? Read<T>(LiteEngine engine, FactId id, FactReader<T> read)
        where T : class
    {
        if (engine.Find(id.Kind.Collection, id.Key) is not { IsSound: true } document)
            return null;
        var reader = Open(id.Kind, document, new StringPool(), out _);
        return read(ref reader);
    }

    /// <summary>Reads all facts into <paramref name="state"/>. Returns one sentence for each that can't be read.</summary>
    public static IReadOnlyList<string> Load(LiteEngine engine, StoreState state)
    {
        var (damage, pool) = (new List<string>(), new StringPool());
        foreach (var kind in FactKinds.All)
        {
            foreach (var document in engine.All(kind.Collection))
            {
                if (!document.IsSound)
                {
                    damage.Add($"document {document.Id} of the collection {kind.Collection} can't be read: {kind.Loss}");
                    continue;
                }
                var reader = Open(kind, document, pool, out var order);
                state.Facts.Load(kind.Of(document.Id.AsGuid), kind.Read(ref reader), order);
            }
        }
        return damage;
    }

    /// <summary>
    /// Returns the key of a fact from its bytes, which have a sum, while the id of a document on a damaged page has none. Returns null when
    /// the bytes are not a fact of that kind.
    /// </summary>
    public static Guid? KeyOf(FactKind kind, StoredDocument document)
    {
        try
        {
            var reader = Open(kind, document, new StringPool(), out _);
            return kind.KeyOf(kind.Read(ref reader));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private bool Put(LiteEngine engine, FactStored fact, long order)
    {
        _writer.Clear();
        if (fact.Id.Kind.IsOrdered)
            _writer.Fixed(order);
        fact.Write(_writer);
        engine.Put(fact.Id.Kind.Collection, fact.Id.Key, _writer.Written);
        return true;
    }

    private static RecordReader Open(FactKind kind, StoredDocument document, StringPool pool, out long order)
    {
        var reader = new RecordReader(document.Bytes.Span, pool);
        order = kind.IsOrdered ? reader.Fixed() : 0;
        return reader;
    }
}
