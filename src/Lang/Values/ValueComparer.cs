using System.Diagnostics.CodeAnalysis;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Structural equality for hash tables. The hash uses only a few parts of a value, so that it is cheap.</summary>
internal sealed class ValueComparer(Execution execution) : IEqualityComparer<Value>
{
    private const int HashedItems = 8;
    private const int HashedDepth = 4;
    private const int HashedBytes = 256;

    public bool Equals(Value x, Value y)
    {
        // Each comparison is a step, because a program can create many values with the same hash.
        execution.Step();
        return ValueEquality.AreEqual(x, y, execution);
    }

    public int GetHashCode([DisallowNull] Value obj) => Hash(obj, HashedDepth);

    private static int Hash(Value value, int depth) => depth == 0 ? 0 : value.Kind switch
    {
        ValueKind.Int or ValueKind.Bool or ValueKind.Null or ValueKind.Date => HashCode.Combine(value.Kind, value.Bits),
        // 0.0 and -0.0 are equal.
        ValueKind.Float => value.AsFloat == 0 ? 0 : value.AsFloat.GetHashCode(),
        // The hash does not depend on zeros at the end.
        ValueKind.Decimal => value.AsDecimal.GetHashCode(),
        ValueKind.String => value.AsString.GetHashCode(StringComparison.Ordinal),
        ValueKind.Char => value.AsChar.GetHashCode(StringComparison.Ordinal),
        ValueKind.Uuid => value.AsUuid.GetHashCode(),
        ValueKind.List => Hash(value.AsList.Items, depth),
        ValueKind.Tuple => Hash(value.AsTuple.Items, depth),
        ValueKind.Dict => HashCode.Combine(Hash(value.AsDict.Values, depth), value.AsDict.Count),
        ValueKind.Option => HashCode.Combine(value.AsOption.IsJust, Hash(value.AsOption.Inner, depth - 1)),
        ValueKind.Result => HashCode.Combine(value.AsResult.IsOk, Hash(value.AsResult.Inner, depth - 1)),
        ValueKind.Bytes => Hash(value.AsBytes.Content),
        ValueKind.Function or ValueKind.Password => (int)value.Kind,
    };

    private static int Hash(ReadOnlySpan<Value> items, int depth)
    {
        var hash = items.Length;
        foreach (var item in items[..Math.Min(HashedItems, items.Length)])
            hash = HashCode.Combine(hash, Hash(item, depth - 1));
        // Rows often start with the same values.
        foreach (var item in items[Math.Min(items.Length, Math.Max(HashedItems, items.Length - HashedItems))..])
            hash = HashCode.Combine(hash, Hash(item, depth - 1));
        return hash;
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes[..Math.Min(HashedBytes, bytes.Length)]);
        hash.Add(bytes.Length);
        return hash.ToHashCode();
    }
}
