using System.Runtime.InteropServices;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// Counts that are kept with every change, so that nobody ever counts a queue. They stand in sheets of some dozens of handlers:
/// a store writes again only the sheets that changed.
/// </summary>
internal sealed class Totals
{
    private const int SheetSize = 64;

    private readonly Dictionary<HandlerId, Tally> _tallies = [];
    private readonly List<List<(HandlerId Handler, Tally Tally)>> _sheets = [];
    private readonly HashSet<int> _changedSheets = [];

    /// <summary>False while changes are read back that the stored totals already count.</summary>
    public bool Counting { get; set; } = true;

    public IReadOnlyCollection<int> ChangedSheets => _changedSheets;

    public void CountDone(HandlerId handler)
    {
        if (Counting)
            Changed(handler).Done++;
    }

    public void CountDied(HandlerId handler)
    {
        if (Counting)
            Changed(handler).Died++;
    }

    /// <summary>Takes back what was stored in a sheet.</summary>
    public void Set(int sheet, HandlerId handler, HandlerTotals totals)
    {
        while (_sheets.Count <= sheet)
            _sheets.Add([]);
        var tally = _tallies[handler] = new Tally(sheet) { Done = totals.Done, Died = totals.Died };
        _sheets[sheet].Add((handler, tally));
    }

    public IEnumerable<(HandlerId Handler, HandlerTotals Totals)> Sheet(int number) =>
        _sheets[number].Select(t => (t.Handler, new HandlerTotals(t.Tally.Done, t.Tally.Died)));

    public void AllSheetsStored() => _changedSheets.Clear();

    public Dictionary<HandlerId, HandlerTotals> ToDictionary() =>
        _tallies.ToDictionary(t => t.Key, t => new HandlerTotals(t.Value.Done, t.Value.Died));

    private Tally Changed(HandlerId handler)
    {
        var tally = Of(handler);
        _changedSheets.Add(tally.Sheet);
        return tally;
    }

    private Tally Of(HandlerId handler)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_tallies, handler, out var known);
        if (known)
            return tally!;
        if (_sheets.Count == 0 || _sheets[^1].Count == SheetSize)
            _sheets.Add([]);
        tally = new Tally(_sheets.Count - 1);
        _sheets[^1].Add((handler, tally));
        return tally;
    }

    private sealed class Tally(int sheet)
    {
        public int Sheet { get; } = sheet;

        public long Done { get; set; }

        public long Died { get; set; }
    }
}
