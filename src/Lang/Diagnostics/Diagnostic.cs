namespace DarkLang.Lang.Diagnostics;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>A second place that helps to explain a diagnostic, such as where a name was first defined.</summary>
public sealed record RelatedPlace(Location Location, string Label);

/// <summary>
/// A problem in a source, as a value. <paramref name="Code"/> is stable (<c>D0312</c>). <paramref name="Message"/> says what is wrong in
/// one sentence without a full stop, <paramref name="Label"/> stands under the excerpt and says what was expected or what follows, and
/// <paramref name="Help"/> is a hint what to do.
/// </summary>
public sealed record Diagnostic(string Code, Severity Severity, string Message, Location Location, string Label = "", string? Help = null)
{
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];
}
