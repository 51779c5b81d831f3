using System.Net;

namespace DarkLang.Cli.Running;

/// <param name="Files">As named on the command line.</param>
/// <param name="History">How long lines of messages that have ended are kept; null for none.</param>
/// <param name="AttemptMemory">In bytes; null for the standard.</param>
internal sealed record RunSettings(
    string Store, IReadOnlyList<string> Files, RunMode Mode, TimeSpan Drain, bool JsonLog, int TraceKeep, TimeSpan? History,
    long? AttemptMemory, OutsideOptions Outside, IPEndPoint? EndPoint, string? TokenFile, ThemeChoice Theme)
{
    public string CanvasFile => string.Join(' ', Files);
}

/// <param name="Once">Ends when nothing is left to do.</param>
/// <param name="Watch">Reads the files again when they change.</param>
/// <param name="Screens">Shows the screens instead of the log, and ends with them.</param>
internal sealed record RunMode(bool Once, bool Watch, bool Screens);
