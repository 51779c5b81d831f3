using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Merge patches (RFC 7396) and pointers (RFC 6901) over values.</summary>
internal static class JsonPaths
{
    /// <param name="depth">The depth of the patch, which may be as deep as any value.</param>
    public static Value Merge(Execution execution, Value target, Value patch, int depth)
    {
        if (patch.Reference is not DictValue changes)
            return patch;
        NestingGuard.CheckWalked(depth);
        execution.Step(1 + changes.Count);
        var merged = target.Reference as DictValue ?? DictValue.Empty;
        for (var i = 0; i < changes.Count; i++)
        {
            var (key, change) = (changes.Keys[i], changes.Values[i]);
            if (change.IsNull)
                merged = merged.Without(key);
            else
                merged = merged.With(key, Merge(execution, merged.TryGet(key, out var old) ? old : Value.Null, change, depth + 1));
        }
        return Value.Of(merged);
    }

    public static Value Find(Execution execution, Value value, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
            throw LibraryError.Invalid(
                $"`JSON::pointer` takes a path such as /items/0 as `pointer`, but got {ValueDisplay.Short(Value.String(pointer))}",
                "a path starts with `/`; an empty one is the whole value");
        foreach (var part in pointer.Split('/').Skip(1))
        {
            execution.Step();
            var key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!TryStep(ref value, key))
                return Value.Nothing;
        }
        return Value.Just(value);
    }

    private static bool TryStep(ref Value value, string key)
    {
        if (value.Reference is DictValue dict)
            return dict.TryGet(key, out value);
        var items = value.Reference switch
        {
            ListValue list => list.Items,
            TupleValue tuple => tuple.Items,
            _ => [],
        };
        // An index has no sign and no zeros at the start.
        var isIndex = key is "0" or [>= '1' and <= '9', ..] && !key.AsSpan().ContainsAnyExceptInRange('0', '9');
        if (!isIndex || !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= items.Length)
            return false;
        value = items[index];
        return true;
    }
}
