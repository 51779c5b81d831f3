using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

public enum LogLevel
{
    Info,
    Warn,
    Error,
}

/// <summary>A line that a program logged.</summary>
/// <param name="Fields">A Dict.</param>
public sealed record LogLine(LogLevel Level, string Message, Value Fields, Location At);
