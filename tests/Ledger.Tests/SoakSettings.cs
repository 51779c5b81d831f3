using System.Globalization;

namespace DarkLang.Ledger.Tests;

/// <summary>How long and how hard; the short form fits into every test run.</summary>
/// <param name="Time">How long it is fed; then it is let run dry.</param>
/// <param name="Interval">Between two rows of the table.</param>
/// <param name="Rate">Messages a second from outside.</param>
internal sealed record SoakSettings(TimeSpan Time, TimeSpan Interval, int Rate)
{
    private const int StandardRate = 300;

    /// <summary>How long the process is held at the beginning of each interval.</summary>
    public TimeSpan Held { get; init; }

    public static SoakSettings FromEnvironment()
    {
        var rate = Number("DARK_SOAK_RATE") ?? StandardRate;
        return Number("DARK_SOAK_MINUTES") is { } minutes
            ? new(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(1), rate)
            : new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), rate);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
