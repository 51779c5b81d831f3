using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The first difference of two unequal values, with its path, such as <c>.items[2].price</c>.</summary>
internal static class FirstDifference
{
    // Values nested more deeply are shown as a whole, because a longer path would not help.
    private const int MaxDepth = 50;
    private const int MaxValueLength = 80;

    /// <summary>Returns one line, or null if the values differ as a whole, so that there is no path.</summary>
    public static string? Of(Value left, Value right) =>
        Find(left, right, "", MaxDepth) is { Path.Length: > 0 } found ? $"{found.Path}: {found.Text}" : null;

    private static Difference Find(Value left, Value right, string path, int depth)
    {
        if (depth == 0 || left.Kind != right.Kind)
            return Leaf(left, right, path);
        return left.Kind switch
        {
            ValueKind.Dict => FindInDicts(left.AsDict, right.AsDict, path, depth),
            ValueKind.List => FindInItems(left.AsList.Items, right.AsList.Items, path, depth),
            ValueKind.Tuple => FindInItems(left.AsTuple.Items, right.AsTuple.Items, path, depth),
            ValueKind.Option when left.AsOption.IsJust && right.AsOption.IsJust =>
                Find(left.AsOption.Inner, right.AsOption.Inner, path, depth - 1),
            ValueKind.Result when left.AsResult.IsOk == right.AsResult.IsOk =>
                Find(left.AsResult.Inner, right.AsResult.Inner, path, depth - 1),
            _ => Leaf(left, right, path),
        };
    }

    private static Difference FindInItems(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right, string path, int depth)
    {
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            if (!ValueEquality.AreEqual(left[i], right[i]))
                return Find(left[i], right[i], $"{path}[{i}]", depth - 1);
        }
        return left.Length > shared ? Only("left", left[shared], $"{path}[{shared}]") : Only("right", right[shared], $"{path}[{shared}]");
    }

    /// <summary>Finds the first field that differs, in the order of the names.</summary>
    private static Difference FindInDicts(DictValue left, DictValue right, string path, int depth)
    {
        foreach (var key in left.Keys.ToArray().Union(right.Keys.ToArray()).Order(StringComparer.Ordinal))
        {
            var place = $"{path}.{ValueDisplay.Key(key)}";
            if (!left.TryGet(key, out var first))
                return Only("right", right.Values[right.IndexOf(key)], place);
            if (!right.TryGet(key, out var second))
                return Only("left", first, place);
            if (!ValueEquality.AreEqual(first, second))
                return Find(first, second, place, depth - 1);
        }
        throw new System.Diagnostics.UnreachableException();
    }

    private static Difference Leaf(Value left, Value right, string path) => new(path, $"{Show(left)} is not {Show(right)}");

    private static Difference Only(string side, Value value, string path) => new(path, $"only the {side} side has it: {Show(value)}");

    private static string Show(Value value) => ValueDisplay.Short(value, MaxValueLength);

    private readonly record struct Difference(string Path, string Text);
}
