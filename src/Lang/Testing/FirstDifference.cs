using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>Where two unequal values begin to differ, as a path into both, such as <c>.items[2].price</c>.</summary>
internal static class FirstDifference
{
    // What is nested deeper is shown as a whole: a path of this length helps nobody.
    private const int MaxDepth = 50;
    private const int Longest = 80;

    /// <summary>One line; null when the values differ as wholes, so that there is nothing to point at.</summary>
    public static string? Of(Value left, Value right) => In(left, right, "", MaxDepth) switch
    {
        { Path.Length: > 0 } found => $"{found.Path}: {found.Text}",
        _ => null,
    };

    private static Difference In(Value left, Value right, string path, int depth)
    {
        if (depth == 0 || left.Kind != right.Kind)
            return Leaf(left, right, path);
        return left.Kind switch
        {
            ValueKind.Dict => InDicts(left.AsDict, right.AsDict, path, depth),
            ValueKind.List => InItems(left.AsList.Items, right.AsList.Items, path, depth),
            ValueKind.Tuple => InItems(left.AsTuple.Items, right.AsTuple.Items, path, depth),
            ValueKind.Option when left.AsOption.IsJust && right.AsOption.IsJust =>
                In(left.AsOption.Inner, right.AsOption.Inner, path, depth - 1),
            ValueKind.Result when left.AsResult.IsOk == right.AsResult.IsOk =>
                In(left.AsResult.Inner, right.AsResult.Inner, path, depth - 1),
            _ => Leaf(left, right, path),
        };
    }

    private static Difference InItems(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right, string path, int depth)
    {
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            if (!ValueEquality.AreEqual(left[i], right[i]))
                return In(left[i], right[i], $"{path}[{i}]", depth - 1);
        }
        return left.Length > shared ? Only("left", left[shared], $"{path}[{shared}]") : Only("right", right[shared], $"{path}[{shared}]");
    }

    /// <summary>The first field in the order of the names.</summary>
    private static Difference InDicts(DictValue left, DictValue right, string path, int depth)
    {
        foreach (var key in left.Keys.ToArray().Union(right.Keys.ToArray()).Order(StringComparer.Ordinal))
        {
            var place = $"{path}.{ValueDisplay.Key(key)}";
            if (!left.TryGet(key, out var first))
                return Only("right", right.Values[right.IndexOf(key)], place);
            if (!right.TryGet(key, out var second))
                return Only("left", first, place);
            if (!ValueEquality.AreEqual(first, second))
                return In(first, second, place, depth - 1);
        }
        throw new System.Diagnostics.UnreachableException();
    }

    private static Difference Leaf(Value left, Value right, string path) => new(path, $"{Show(left)} is not {Show(right)}");

    private static Difference Only(string side, Value value, string path) => new(path, $"only the {side} side has it: {Show(value)}");

    private static string Show(Value value) => ValueDisplay.Short(value, Longest);

    private readonly record struct Difference(string Path, string Text);
}
