using System.Net;
using DarkLang.Tui;

namespace DarkLang.Cli.Running;

/// <param name="Files">As they were named.</param>
internal sealed record RunSettings(
    string Store,
    IReadOnlyList<string> Files,
    RunMode Mode,
    TimeSpan Drain,
    bool JsonLog,
    int TraceKeep,
    IPEndPoint? EndPoint,
    string? TokenFile,
    ThemeChoice Theme)
{
    public string CanvasFile => string.Join(' ', Files);
}

/// <param name="Once">It ends when nothing is left to do.</param>
/// <param name="Watch">Its files are read again when they change.</param>
/// <param name="Screens">They take the place of the log, and the run ends with them.</param>
internal sealed record RunMode(bool Once, bool Watch, bool Screens);
