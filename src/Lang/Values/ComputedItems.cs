namespace DarkLang.Lang.Values;

/// <summary>Computes the items of a list that need not be in memory.</summary>
internal abstract class ComputedItems
{
    public abstract Value this[int index] { get; }

    /// <summary>Returns the items after the first ones.</summary>
    public abstract ComputedItems Skip(int count);
}

internal sealed class RangeItems(long first) : ComputedItems
{
    public override Value this[int index] => Value.Int(first + index);

    public override ComputedItems Skip(int count) => new RangeItems(first + count);
}

internal sealed class RepeatedItem(Value item) : ComputedItems
{
    public override Value this[int index] => item;

    public override ComputedItems Skip(int count) => this;
}
