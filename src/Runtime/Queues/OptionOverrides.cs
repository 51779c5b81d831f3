using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>The options of a worker that were set by hand, until the file says otherwise. Used under the engine's lock.</summary>
internal sealed class OptionOverrides
{
    private readonly SortedDictionary<string, (OptionOverride Override, HandlerOptions Options)> _set = new(StringComparer.Ordinal);

    public IEnumerable<OptionOverride> All => _set.Values.Select(set => set.Override);

    public OptionOverride? Find(string option) => _set.GetValueOrDefault(option).Override;

    /// <param name="options">The options that its value was read as.</param>
    public void Set(OptionOverride set, HandlerOptions options) => _set[set.Option] = (set, options);

    /// <summary>Restores an override at a start. One that this version of dark can't read has no effect.</summary>
    public void Restore(OptionOverride set)
    {
        if (SettableOptions.Read(set.Option, set.Value, out _) is { } options)
            Set(set, options);
    }

    public void Remove(string option) => _set.Remove(option);

    /// <summary>Removes and returns the overrides of options that the file sets otherwise by now.</summary>
    public IReadOnlyList<OptionOverride> RemoveOutdated(HandlerOptions file)
    {
        if (_set.Count == 0)
            return [];
        List<OptionOverride> outdated = [.. All.Where(set => set.FileValue != FileValueOf(file, set.Option))];
        outdated.ForEach(set => Remove(set.Option));
        return outdated;
    }

    public HandlerOptions ApplyTo(HandlerOptions file)
    {
        foreach (var (option, (_, options)) in _set)
            file = SettableOptions.With(file, option, options);
        return file;
    }

    /// <summary>Returns the value of an option as the file writes it; null if it does not.</summary>
    public static string? FileValueOf(HandlerOptions file, string option) =>
        file.Written.FirstOrDefault(written => written.Name == option)?.Value;
}
