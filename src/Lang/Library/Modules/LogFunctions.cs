using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>Lines for the trace and for the log of the run, with fields for programs that read it.</summary>
internal static class LogFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("Log::info", "message: String, fields: Dict", "Null", "Notes what happened.",
            """Log::info "resized" { id: 7; width: 640 } = null""",
            static (execution, a) => Write(execution, LogLevel.Info, a)),
        Action("Log::warn", "message: String, fields: Dict", "Null", "Notes what may become a problem.",
            """Log::warn "slow" { seconds: 12 } = null""",
            static (execution, a) => Write(execution, LogLevel.Warn, a)),
        Action("Log::error", "message: String, fields: Dict", "Null", "Notes what went wrong. The run goes on.",
            """Log::error "no such file" { name: "cat.png" } = null""",
            static (execution, a) => Write(execution, LogLevel.Error, a)),
    ];

    private static Value Write(Execution execution, LogLevel level, ReadOnlySpan<Value> arguments)
    {
        execution.Host.Effects.Log(new LogLine(level, arguments[0].AsString, arguments[1], execution.At));
        return Value.Null;
    }
}
