using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Resolution;

/// <summary>Collects the diagnostics of all passes.</summary>
internal sealed class DiagnosticSink
{
    private readonly List<Diagnostic> _found = [];
    private readonly List<Location> _unreadable = [];
    private readonly List<Location> _independent = [];

    public bool HasError => _found.Exists(found => found.Severity == Severity.Error);

    public void Error(string code, Location at, string message, string label = "", string? help = null, params RelatedPlace[] related) =>
        _found.Add(new Diagnostic(code, Severity.Error, message, at, label, help) { Related = related });

    public void Warning(string code, Location at, string message, string label = "", string? help = null, params RelatedPlace[] related) =>
        _found.Add(new Diagnostic(code, Severity.Warning, message, at, label, help) { Related = related });

    /// <summary>Adds the diagnostics of the parser.</summary>
    public void AddSyntaxErrors(IReadOnlyList<Diagnostic> diagnostics)
    {
        _found.AddRange(diagnostics);
        _unreadable.AddRange(diagnostics.Select(diagnostic => diagnostic.Location));
    }

    /// <summary>Marks a place after which nothing in the same item is worth reporting.</summary>
    public void MarkUnreadable(Location place) => _unreadable.Add(place);

    /// <summary>Marks a part of an item, such as its options, that binds no names: its mistakes say nothing about the rest.</summary>
    public void MarkIndependent(Location part) => _independent.Add(part);

    /// <summary>Whether something could not be read between the start of one place and the end of another.</summary>
    public bool IsUnreadable(Location from, Location to) => _unreadable.Exists(place =>
        place.Source == to.Source && place.Span.Start >= from.Span.Start && place.Span.Start <= to.Span.End
        && !IsIndependent(place, from.Span.Start));

    /// <summary>Whether an error inside a place is already reported; one in an independent part of the place does not count.</summary>
    public bool HasErrorIn(Location place) => _found.Exists(found =>
        found.Severity == Severity.Error && found.Location.Source == place.Source && place.Span.Contains(found.Location.Span)
        && !IsIndependent(found.Location, place.Span.Start));

    /// <summary>Whether an error at exactly this place is already reported.</summary>
    public bool HasErrorAt(Location place) => _found.Exists(found => found.Severity == Severity.Error && found.Location == place);

    private bool IsIndependent(Location place, int from) => _independent.Exists(part =>
        part.Source == place.Source && part.Span.Start > from && part.Span.Start <= place.Span.Start && place.Span.Start < part.Span.End);

    /// <summary>Returns the diagnostics in the order of the sources and the positions in them.</summary>
    public IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<SourceText> sources)
    {
        var order = sources.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return [.. from found in _found
                   orderby order.GetValueOrDefault(found.Location.Source, int.MaxValue), found.Location.Span.Start
                   select found];
    }
}
