namespace DarkLang.Tui.Screens.Traces;

/// <summary>A row of a value: a part of it, or the parts that are not shown yet.</summary>
/// <param name="Path">Identifies the row, also in another value of the same shape.</param>
/// <param name="Old">The same part of the value it is compared with.</param>
/// <param name="Hidden">How many parts this row stands for; 0 if it is a part itself.</param>
internal sealed record TreeRow(string Path, int Depth, string Label, Value? Value, Value? Old, bool HasParts, bool IsOpen, int Hidden = 0)
{
    public bool Differs => Hidden == 0 && (Value, Old) switch
    {
        ({ } now, { } old) => !ValueEquality.AreEqual(now, old),
        (null, null) => false,
        _ => true,
    };
}

/// <summary>Which parts of values are unfolded, and how much of long ones is shown; also for later values with the same parts.</summary>
internal sealed record Folds
{
    public const int Page = 100;

    public static readonly Folds Untouched = new();

    private ImmutableHashSet<string> Toggled { get; init; } = [];

    private ImmutableDictionary<string, int> Pages { get; init; } = ImmutableDictionary<string, int>.Empty;

    public bool IsOpen(string path, bool isRoot) => Toggled.Contains(path) != isRoot;

    public int Shown(string path) => (Pages.GetValueOrDefault(path) + 1) * Page;

    /// <summary>Folds or unfolds a part; on a row of hidden parts, shows more of them.</summary>
    public Folds Toggle(TreeRow row) => row switch
    {
        { Hidden: > 0 } => this with { Pages = Pages.SetItem(row.Path, Pages.GetValueOrDefault(row.Path) + 1) },
        { HasParts: true } => this with { Toggled = Toggled.SymmetricExcept([row.Path]) },
        _ => this,
    };
}

/// <summary>Lists the rows of values; only unfolded parts are visited.</summary>
internal static class ValueTree
{
    private const int LongestLine = 100;
    private const int BytesOfRow = 16;

    /// <param name="roots">Values with their names; the name of a value that stands alone is empty.</param>
    public static IReadOnlyList<TreeRow> Rows(IEnumerable<(string Label, Value? Value, Value? Old)> roots, Folds folds)
    {
        var rows = new List<TreeRow>();
        foreach (var (label, value, old) in roots)
            Add(rows, folds, $"{label}", 0, label, value, old);
        return rows;
    }

    /// <summary>Summarises a value on one row: its size and its beginning.</summary>
    public static string Summary(Value value, bool isOpen, int room)
    {
        var size = Size(value);
        return isOpen && size.Length > 0 ? size
            : size.Length == 0 ? ValueDisplay.Short(value, room)
            : $"{size} {ValueDisplay.Short(value, room)}";
    }

    private static void Add(List<TreeRow> rows, Folds folds, string path, int depth, string label, Value? value, Value? old)
    {
        var parts = Inner(value) is { Kind: ValueKind.Dict } now && Inner(old) is { Kind: ValueKind.Dict } before
            ? Keys(now, before).Count()
            : Math.Max(Count(value), Count(old));
        var isOpen = parts > 0 && folds.IsOpen(path, depth == 0);
        rows.Add(new TreeRow(path, depth, label, value, old, parts > 0, isOpen));
        if (!isOpen)
            return;
        var shown = Math.Min(parts, folds.Shown(path));
        foreach (var (key, part, oldPart) in Parts(value, old, shown))
            Add(rows, folds, $"{path}\n{key}", depth + 1, key, part, oldPart);
        if (shown < parts)
            rows.Add(new TreeRow(path, depth + 1, "", null, null, HasParts: true, IsOpen: false, parts - shown));
    }

    private static IEnumerable<(string Key, Value? Value, Value? Old)> Parts(Value? value, Value? old, int count)
    {
        var (now, before) = (Inner(value), Inner(old));
        if (now?.Kind == ValueKind.Dict || before?.Kind == ValueKind.Dict)
            return Keys(now, before).Take(count).Select(key => (key, Entry(now, key), Entry(before, key)));
        var (parts, others) = (PartsOf(now, count), PartsOf(before, count));
        return Enumerable.Range(0, count).Select(
            i => (Label(now ?? before, i), i < parts.Length ? parts[i] : default(Value?), i < others.Length ? others[i] : default(Value?)));
    }

    private static IEnumerable<string> Keys(Value? value, Value? old) => (Keys(value), Keys(old)) switch
    {
        (var keys, []) => keys,
        ([], var keys) => keys,
        var (keys, others) => keys.Union(others).Order(StringComparer.Ordinal),
    };

    private static string[] Keys(Value? value) => value is { Kind: ValueKind.Dict } dict ? dict.AsDict.Keys.ToArray() : [];

    private static Value? Entry(Value? value, string key) =>
        value is { Kind: ValueKind.Dict } dict && dict.AsDict.TryGet(key, out var entry) ? entry : null;

    private static string Label(Value? container, int index) => container switch
    {
        { Kind: ValueKind.String } => string.Create(CultureInfo.InvariantCulture, $"{index + 1}"),
        { Kind: ValueKind.Bytes } => (index * BytesOfRow).ToString("X4", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"[{index}]"),
    };

    private static Value[] PartsOf(Value? container, int count) => container switch
    {
        { Kind: ValueKind.List } list => list.AsList.Items[..Math.Min(count, list.AsList.Count)].ToArray(),
        { Kind: ValueKind.Tuple } tuple => tuple.AsTuple.Items.ToArray(),
        { Kind: ValueKind.String } text => [.. TextRows.Of(text.AsString, LongestLine).Take(count).Select(Value.String)],
        { Kind: ValueKind.Bytes } bytes =>
            [.. bytes.AsBytes.Content.ToArray().Chunk(BytesOfRow).Take(count).Select(row => Value.String(Convert.ToHexString(row)))],
        _ => [],
    };

    /// <summary>Returns how many rows a value unfolds to.</summary>
    private static int Count(Value? value) => Inner(value) switch
    {
        { Kind: ValueKind.List } list => list.AsList.Count,
        { Kind: ValueKind.Tuple } tuple => tuple.AsTuple.Items.Length,
        { Kind: ValueKind.Dict } dict => dict.AsDict.Count,
        { Kind: ValueKind.String } text => IsLong(text) ? TextRows.Count(text.AsString, LongestLine) : 0,
        { Kind: ValueKind.Bytes } bytes => (bytes.AsBytes.Content.Length + BytesOfRow - 1) / BytesOfRow,
        _ => 0,
    };

    /// <summary>The container within <c>Just</c>, <c>Ok</c> and <c>Error</c>.</summary>
    private static Value? Inner(Value? value) => value switch
    {
        { Kind: ValueKind.Option } option when option.AsOption.IsJust => Inner(option.AsOption.Inner),
        { Kind: ValueKind.Result } result => Inner(result.AsResult.Inner),
        _ => value,
    };

    private static string Size(Value value)
    {
        var name = value.Kind is ValueKind.Option or ValueKind.Result && Count(value) > 0
            ? ValueDisplay.Short(value, 1).Split(' ')[0] + " "
            : "";
        var size = Inner(value) switch
        {
            { Kind: ValueKind.List } list => $"[{DisplayText.Count(list.AsList.Count)}]",
            { Kind: ValueKind.Dict } dict => $"{{{DisplayText.Count(dict.AsDict.Count)}}}",
            { Kind: ValueKind.Tuple } tuple => $"({DisplayText.Count(tuple.AsTuple.Items.Length)})",
            { Kind: ValueKind.String } text when IsLong(text) => $"({DisplayText.Count(text.AsString.Length)} characters)",
            { Kind: ValueKind.Bytes } bytes => $"({DisplayText.Count(bytes.AsBytes.Content.Length)} bytes)",
            _ => "",
        };
        return size.Length == 0 ? "" : name + size;
    }

    private static bool IsLong(Value text) => text.AsString.Length > LongestLine || text.AsString.Contains('\n');
}
