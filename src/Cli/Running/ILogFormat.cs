using DarkLang.Runtime;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Running;

/// <summary>How the log of a run is written: for people or for programs.</summary>
internal interface ILogFormat
{
    /// <summary>Of successes, and as many again of failures; what is beyond is only counted.</summary>
    int LinesASecond { get; }

    void Write(TextWriter output, AttemptNotice notice);

    /// <summary>The files of the canvas were changed and have been read.</summary>
    void Write(TextWriter output, LoadView loaded);

    void WriteLeftOut(TextWriter output, int attempts, int failures);
}
