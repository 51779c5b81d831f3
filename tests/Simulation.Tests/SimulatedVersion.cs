using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Model;

namespace DarkLang.Simulation.Tests;

/// <summary>One version of the file of the simulated canvas.</summary>
internal sealed class SimulatedVersion
{
    private readonly Dictionary<string, SimulatedChange> _changes;
    private readonly HashSet<HandlerId> _handlers;

    public SimulatedVersion(string name, IReadOnlyList<(string Name, string Text)> items, IReadOnlyList<SimulatedChange> changes)
    {
        Name = name;
        _changes = changes.ToDictionary(change => change.Name);
        var texts = items.Select(item => _changes.TryGetValue(item.Name, out var change) ? change.Text : item.Text)
            .Concat(changes.Where(change => items.All(item => item.Name != change.Name)).Select(change => change.Text));
        var text = string.Join("\n\n", texts.OfType<string>()).ReplaceLineEndings("\n") + "\n";
        Canvas = CanvasCheck.Load([new SourceText("simulated.dark", text)]).Canvas
            ?? throw new InvalidDataException($"the simulated canvas has errors:\n{text}");
        _handlers =
            [.. Canvas.Workers.Select(worker => HandlerId.Worker(worker.Name)), .. Canvas.Crons.Select(cron => HandlerId.Cron(cron.Name))];
    }

    public string Name { get; }

    public Canvas Canvas { get; }

    public bool Has(HandlerId handler) => _handlers.Contains(handler);

    public string? KeyOf(Witnessed message) =>
        _changes.TryGetValue(message.Handler.Name, out var change)
            ? change.Key?.Invoke(message)
            : message.Handler.Name is "keyed" or "bounced" or Consumers.Worker ? message.K : null;

    /// <summary>Returns how many emits a completed attempt leaves behind for <paramref name="n"/>; null if it can't complete.</summary>
    public (int Least, int Most)? EmitsOf(string handler, long n) =>
        _changes.TryGetValue(handler, out var change)
            ? change.Emits is { } emits ? (emits(n), emits(n)) : null
            : SimulatedCanvas.EmitsOf(handler, n);

    public override string ToString() => Name;
}
