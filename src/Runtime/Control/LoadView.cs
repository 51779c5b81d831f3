namespace DarkLang.Runtime.Control;

/// <summary>The files of the canvas as they were last read: at the start, or when they changed since.</summary>
/// <param name="Version">The version that runs: that of the files, or the previous one if they are refused.</param>
/// <param name="IsRefused">The files have errors, and the previous version keeps running.</param>
/// <param name="Problems">Errors and warnings in the order of the files. Files that are not refused have warnings only.</param>
public sealed record LoadView(
    DateTimeOffset At, string Version, [property: JsonPropertyName("refused")] bool IsRefused, IReadOnlyList<ProblemView> Problems)
{
    /// <summary>The handlers that are new, as <c>worker NAME</c>, <c>alert NAME</c> or <c>cron NAME</c>; none at a start.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The handlers that are gone.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The options set by hand that ended, because the files set them otherwise: one sentence each.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>The items whose text changed: handlers, and also <c>fn NAME</c> and <c>type NAME</c>.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>A problem in the files.</summary>
/// <param name="Code">A code that <c>dark explain</c> knows; null if the file as a whole can't be read.</param>
/// <param name="File">As it was named to <c>dark run</c>.</param>
/// <param name="Line">Counted from 1, as is the column; 0 if the problem is about the file as a whole.</param>
/// <param name="Text">The whole problem as <c>dark check</c> prints it, with the lines of the source, without colours.</param>
public sealed record ProblemView(string? Code, Severity Severity, string Message, string File, int Line, int Column, string Text)
{
    public string? Help { get; init; }
}
