using System.Text.Json.Serialization;
using DarkLang.Lang.Diagnostics;

namespace DarkLang.Runtime.Control;

/// <summary>The files of the canvas as they were read last: at the start, or when they changed since.</summary>
/// <param name="At">When they were found so.</param>
/// <param name="Version">Of the canvas that runs since, or still when they are refused.</param>
/// <param name="IsRefused">They have errors: <paramref name="Version"/>, which was loaded before, runs on.</param>
/// <param name="Problems">Errors and warnings in the order of the files; of files that are not refused warnings alone.</param>
public sealed record LoadView(
    DateTimeOffset At,
    string Version,
    [property: JsonPropertyName("refused")] bool IsRefused,
    IReadOnlyList<ProblemView> Problems)
{
    /// <summary>The handlers that run since and did not before, as <c>worker NAME</c>, <c>alert NAME</c> or <c>cron NAME</c>; none for a start.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The handlers that are gone since.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The items whose text is another since: handlers, and also <c>fn NAME</c> and <c>type NAME</c>.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>Something wrong with the files.</summary>
/// <param name="Code">As for <c>dark explain</c>; null when the file as a whole can't be read.</param>
/// <param name="File">As it was named to <c>dark run</c>.</param>
/// <param name="Line">Counted from 1, as the column; 0 when it is about the file as a whole.</param>
/// <param name="Text">All of it as <c>dark check</c> prints it, with the lines it is about; several lines, without colours.</param>
public sealed record ProblemView(string? Code, Severity Severity, string Message, string File, int Line, int Column, string Text)
{
    public string? Help { get; init; }
}
