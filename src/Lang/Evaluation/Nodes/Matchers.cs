using System.Runtime.CompilerServices;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>A resolved pattern: fits a value or not, and puts what it names into slots.</summary>
internal abstract class Matcher
{
    public abstract bool Fits(in Value value, Span<Value> locals);
}

/// <summary>A pattern inside another: the commonest ones, a name and <c>_</c>, take no virtual call.</summary>
internal readonly struct Part(Matcher matcher)
{
    private const int Any = -1;
    private const int Other = -2;

    private readonly Matcher _matcher = matcher;
    private readonly int _slot = matcher switch
    {
        NameMatcher name => name.Slot,
        AnyMatcher => Any,
        _ => Other,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fits(in Value value, Span<Value> locals)
    {
        if (_slot == Other)
            return _matcher.Fits(in value, locals);
        if (_slot != Any)
            locals[_slot] = value;
        return true;
    }

    public static Part[] Of(Matcher[] matchers) => [.. matchers.Select(matcher => new Part(matcher))];
}

internal sealed class AnyMatcher : Matcher
{
    public override bool Fits(in Value value, Span<Value> locals) => true;
}

internal sealed class NameMatcher(int slot) : Matcher
{
    public int Slot => slot;

    public override bool Fits(in Value value, Span<Value> locals)
    {
        locals[slot] = value;
        return true;
    }
}

internal sealed class LiteralMatcher(Value literal) : Matcher
{
    public override bool Fits(in Value value, Span<Value> locals) =>
        literal.IsInt ? value.IsInt && value.AsInt == literal.AsInt : ValueEquality.AreEqual(literal, value);
}

internal sealed class NothingMatcher : Matcher
{
    public override bool Fits(in Value value, Span<Value> locals) => value.Reference is OptionValue { IsJust: false };
}

internal sealed class JustMatcher(Matcher inner) : Matcher
{
    private readonly Part _inner = new(inner);

    public override bool Fits(in Value value, Span<Value> locals) =>
        value.Reference is OptionValue { IsJust: true } option && _inner.Fits(option.Inner, locals);
}

internal sealed class ResultMatcher(bool isOk, Matcher inner) : Matcher
{
    private readonly Part _inner = new(inner);

    public override bool Fits(in Value value, Span<Value> locals) =>
        value.Reference is ResultValue result && result.IsOk == isOk && _inner.Fits(result.Inner, locals);
}

internal sealed class TupleMatcher(Matcher[] items) : Matcher
{
    private readonly Part[] _items = Part.Of(items);

    public override bool Fits(in Value value, Span<Value> locals) =>
        value.Reference is TupleValue tuple && AllFit(_items, tuple.Items, locals);

    public static bool AllFit(Part[] items, ReadOnlySpan<Value> values, Span<Value> locals)
    {
        if (items.Length != values.Length)
            return false;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Fits(in values[i], locals))
                return false;
        }
        return true;
    }
}

internal sealed class ListMatcher(Matcher[] items) : Matcher
{
    private readonly Part[] _items = Part.Of(items);

    public override bool Fits(in Value value, Span<Value> locals) =>
        value.Reference is ListValue list && list.Count == _items.Length && TupleMatcher.AllFit(_items, list.Items, locals);
}

internal sealed class ConsMatcher(Matcher head, Matcher tail) : Matcher
{
    private readonly Part _head = new(head);
    private readonly Part _tail = new(tail);

    public override bool Fits(in Value value, Span<Value> locals) =>
        value.Reference is ListValue { Count: > 0 } list
        && _head.Fits(list[0], locals)
        && _tail.Fits(Value.Of(list.Slice(1, list.Count - 1)), locals);
}

internal sealed class RecordMatcher(string[] fields, int[] slots) : Matcher
{
    public override bool Fits(in Value value, Span<Value> locals)
    {
        if (value.Reference is not DictValue dict)
            return false;
        for (var i = 0; i < fields.Length; i++)
        {
            if (!dict.TryGet(fields[i], out locals[slots[i]]))
                return false;
        }
        return true;
    }
}
