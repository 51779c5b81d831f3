using System.Runtime.CompilerServices;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>A resolved pattern: matches a value or not, and stores the values it names in slots.</summary>
internal abstract class Matcher
{
    public abstract bool Matches(in Value value, Span<Value> locals);
}

/// <summary>A pattern inside another. The most frequent ones, a name and <c>_</c>, need no virtual call.</summary>
internal readonly struct SubMatcher(Matcher matcher)
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
    public bool Matches(in Value value, Span<Value> locals)
    {
        if (_slot == Other)
            return _matcher.Matches(in value, locals);
        if (_slot != Any)
            locals[_slot] = value;
        return true;
    }

    public static SubMatcher[] Of(Matcher[] matchers) => [.. matchers.Select(matcher => new SubMatcher(matcher))];
}

internal sealed class AnyMatcher : Matcher
{
    public override bool Matches(in Value value, Span<Value> locals) => true;
}

internal sealed class NameMatcher(int slot) : Matcher
{
    public int Slot => slot;

    public override bool Matches(in Value value, Span<Value> locals)
    {
        locals[slot] = value;
        return true;
    }
}

internal sealed class LiteralMatcher(Value literal) : Matcher
{
    public override bool Matches(in Value value, Span<Value> locals) =>
        literal.IsInt ? value.IsInt && value.AsInt == literal.AsInt : ValueEquality.AreEqual(literal, value);
}

internal sealed class NothingMatcher : Matcher
{
    public override bool Matches(in Value value, Span<Value> locals) => value.Reference is OptionValue { IsJust: false };
}

internal sealed class JustMatcher(Matcher inner) : Matcher
{
    private readonly SubMatcher _inner = new(inner);

    public override bool Matches(in Value value, Span<Value> locals) =>
        value.Reference is OptionValue { IsJust: true } option && _inner.Matches(option.Inner, locals);
}

internal sealed class ResultMatcher(bool isOk, Matcher inner) : Matcher
{
    private readonly SubMatcher _inner = new(inner);

    public override bool Matches(in Value value, Span<Value> locals) =>
        value.Reference is ResultValue result && result.IsOk == isOk && _inner.Matches(result.Inner, locals);
}

internal sealed class TupleMatcher(Matcher[] items) : Matcher
{
    private readonly SubMatcher[] _items = SubMatcher.Of(items);

    public override bool Matches(in Value value, Span<Value> locals) =>
        value.Reference is TupleValue tuple && AllMatch(_items, tuple.Items, locals);

    public static bool AllMatch(SubMatcher[] items, ReadOnlySpan<Value> values, Span<Value> locals)
    {
        if (items.Length != values.Length)
            return false;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Matches(in values[i], locals))
                return false;
        }
        return true;
    }
}

internal sealed class ListMatcher(Matcher[] items) : Matcher
{
    private readonly SubMatcher[] _items = SubMatcher.Of(items);

    public override bool Matches(in Value value, Span<Value> locals) =>
        value.Reference is ListValue list && list.Count == _items.Length && TupleMatcher.AllMatch(_items, list.Items, locals);
}

internal sealed class ConsMatcher(Matcher head, Matcher tail) : Matcher
{
    private readonly SubMatcher _head = new(head);
    private readonly SubMatcher _tail = new(tail);

    public override bool Matches(in Value value, Span<Value> locals) =>
        value.Reference is ListValue { Count: > 0 } list
        && _head.Matches(list[0], locals)
        && _tail.Matches(Value.Of(list.Skip(1)), locals);
}

internal sealed class RecordMatcher(string[] fields, int[] slots) : Matcher
{
    public override bool Matches(in Value value, Span<Value> locals)
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
