namespace DarkLang.Runtime.Canvases;

/// <summary>The difference between two canvases: handlers that were added or removed, and items whose text was changed.</summary>
/// <param name="Added">The new handlers, as <c>worker NAME</c>, <c>alert NAME</c> or <c>cron NAME</c>.</param>
/// <param name="Removed">The removed handlers, in the same form.</param>
/// <param name="Changed">The changed items. Functions (<c>fn NAME</c>) and types (<c>type NAME</c>) also if added or removed.</param>
public sealed record CanvasDifference(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    public static CanvasDifference Between(Canvas old, Canvas next)
    {
        var (before, after) = (ItemsOf(old), ItemsOf(next));
        var added = after.Keys.Where(name => !before.ContainsKey(name)).ToList();
        var removed = before.Keys.Where(name => !after.ContainsKey(name)).ToList();
        var changed = after.Where(item => before.TryGetValue(item.Key, out var text) && text != item.Value).Select(item => item.Key);
        return new CanvasDifference(
            [.. added.Where(IsHandler)],
            [.. removed.Where(IsHandler)],
            [.. changed, .. added.Concat(removed).Where(name => !IsHandler(name))]);
    }

    private static Dictionary<string, string> ItemsOf(Canvas canvas)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in canvas.Sources)
        {
            foreach (var item in CanvasParser.ParseFile(source).Syntax.Items)
            {
                if (NameOf(item) is { } name)
                    items[name] = source[item.Span].ToString();
            }
        }
        return items;
    }

    private static string? NameOf(Item item) => item switch
    {
        WorkerItem worker => $"worker {worker.Name.Text}",
        AlertItem alert => $"alert {alert.Name.Text}",
        CronItem cron => $"cron {cron.Name.Text}",
        FnItem function => $"fn {function.Name}",
        TypeItem type => $"type {type.Name}",
        _ => null,
    };

    private static bool IsHandler(string name) =>
        !name.StartsWith("fn ", StringComparison.Ordinal) && !name.StartsWith("type ", StringComparison.Ordinal);
}
