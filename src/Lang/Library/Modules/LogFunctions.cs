using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that log a line, with fields for the programs that read it, to the trace and the log of the run.</summary>
internal static class LogFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("Log::info", "message: String, fields: Dict", "Null", "Logs a message as information.",
            """Log::info "resized" { id: 7; width: 640 } = null""", static (execution, a) => Write(execution, LogLevel.Info, a)),
        Action("Log::warn", "message: String, fields: Dict", "Null", "Logs a message as a warning.",
            """Log::warn "slow" { seconds: 12 } = null""", static (execution, a) => Write(execution, LogLevel.Warn, a)),
        Action("Log::error", "message: String, fields: Dict", "Null", "Logs a message as an error. The run continues.",
            """Log::error "no such file" { name: "cat.png" } = null""", static (execution, a) => Write(execution, LogLevel.Error, a)),
    ];

    private static Value Write(Execution execution, LogLevel level, ReadOnlySpan<Value> arguments)
    {
        execution.Host.Effects.Log(new LogLine(level, arguments[0].AsString, arguments[1], execution.At));
        return Value.Null;
    }
}
