using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Resolution;

/// <summary>Collects what the passes find wrong.</summary>
internal sealed class DiagnosticSink
{
    private readonly List<Diagnostic> _found = [];

    public void Error(string code, Location at, string message, string label = "", string? help = null, params RelatedPlace[] related) =>
        _found.Add(new Diagnostic(code, Severity.Error, message, at, label, help) { Related = related });

    public void Warning(string code, Location at, string message, string label = "", string? help = null, params RelatedPlace[] related) =>
        _found.Add(new Diagnostic(code, Severity.Warning, message, at, label, help) { Related = related });

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _found.AddRange(diagnostics);

    /// <summary>Whether something is wrong already in or at the end of that place.</summary>
    public bool HasErrorIn(Location place) => _found.Exists(found =>
        found.Severity == Severity.Error
        && found.Location.Source == place.Source
        && found.Location.Span.Start >= place.Span.Start
        && found.Location.Span.Start <= place.Span.End);

    /// <summary>In the order of the sources and of the places in them.</summary>
    public IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<SourceText> sources)
    {
        var order = sources.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return
        [
            .. _found
                .OrderBy(diagnostic => order.GetValueOrDefault(diagnostic.Location.Source, int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Location.Span.Start),
        ];
    }
}
