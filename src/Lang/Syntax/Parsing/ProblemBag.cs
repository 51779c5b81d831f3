using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Collects the syntax errors of one source.</summary>
internal sealed class ProblemBag(SourceText source)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SortedSet<int> _starts = [];

    public SourceText Source => source;

    public int Count => _diagnostics.Count;

    public Diagnostic Make(string code, Span span, string message, string label, string? help = null) =>
        new(code, Severity.Error, message, new Location(source, span), label, help);

    public Diagnostic Make(string code, Span span, string message, string label, string? help, Span related, string relatedLabel) =>
        Make(code, span, message, label, help) with { Related = [new RelatedPlace(new Location(source, related), relatedLabel)] };

    public void Add(string code, Span span, string message, string label, string? help = null) =>
        Add(Make(code, span, message, label, help));

    public void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        _starts.Add(diagnostic.Location.Span.Start);
    }

    /// <summary>Whether a problem between two offsets is already reported, so that its consequences can be suppressed.</summary>
    public bool AnyWithin(int start, int end) => _starts.GetViewBetween(start, end).Count > 0;

    public IReadOnlyList<Diagnostic> InOrder() => [.. _diagnostics.OrderBy(diagnostic => diagnostic.Location.Span.Start)];
}
