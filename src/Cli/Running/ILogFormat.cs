namespace DarkLang.Cli.Running;

/// <summary>How <c>dark run</c> logs attempts.</summary>
internal enum LogFormat
{
    Text, Json,
}

/// <summary>Writes the log of a run, for people or for programs.</summary>
internal interface ILogFormat
{
    /// <summary>The most successes, and the most failures, that are listed per second; more are only counted.</summary>
    int LinesPerSecond { get; }

    /// <param name="at">When the end of the attempt was stored.</param>
    void Write(TextWriter output, AttemptNotice notice, DateTimeOffset at);

    /// <summary>Writes how the files of the canvas were read after a change.</summary>
    void Write(TextWriter output, LoadView loaded);

    void WriteLeftOut(TextWriter output, int attempts, int failures);
}
