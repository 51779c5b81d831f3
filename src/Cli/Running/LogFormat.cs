namespace DarkLang.Cli.Running;

/// <summary>How <c>dark run</c> logs attempts.</summary>
internal enum LogFormat
{
    Text,
    Json,
}
