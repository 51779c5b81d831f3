namespace DarkLang.Runtime.Storage;

/// <summary>What stays in memory of the facts of a store.</summary>
internal sealed class StoredFacts
{
    private readonly Dictionary<FactId, (long Order, object Value)> _facts = [];

    /// <param name="order">Larger than that of all earlier facts; zero where the kind is not ordered.</param>
    public void Load(FactId id, object value, long order) => _facts[id] = (order, value);

    public void Apply(FactChange change, long order)
    {
        if (change is FactStored stored)
            Load(stored.Id, stored.Value, order);
        else
            _facts.Remove(change.Id);
    }

    /// <summary>Returns the facts of each kind, oldest first.</summary>
    public ILookup<FactKind, object> ToLookup() =>
        _facts.OrderBy(fact => fact.Value.Order).ToLookup(fact => fact.Key.Kind, fact => fact.Value.Value);
}
