using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Options that were set by hand, as clients see them.</summary>
internal static class OptionViews
{
    /// <summary>Returns null if there are none.</summary>
    public static IReadOnlyList<OverrideView>? Of(HandlerQueue queue)
    {
        List<OverrideView> views =
            [.. queue.Overrides.All.Select(set => new OverrideView(set.Option, set.Value, set.FileValue, set.At, set.By))];
        return views.Count == 0 ? null : views;
    }

    /// <summary>Says that an override has ended.</summary>
    public static string Outdated(OptionOverride set, HandlerOptions file)
    {
        var now = OptionOverrides.FileValueOf(file, set.Option) is { } value ? $"the file says {value} now" : "the file no longer sets it";
        return $"{set.Option} of {set.Handler} is no longer {set.Value}, which {set.By} set: {now}";
    }
}
