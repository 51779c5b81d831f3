using System.Globalization;

namespace DarkLang.Ledger.Tests;

/// <summary>The length and load of a run; the short form is part of every test run.</summary>
/// <param name="Time">The time during which it emits; after that the queues run empty.</param>
/// <param name="Interval">The time between two rows of the table.</param>
/// <param name="Rate">Messages per second from outside.</param>
internal sealed record SoakSettings(TimeSpan Time, TimeSpan Interval, int Rate)
{
    private const int StandardRate = 300;

    /// <summary>How long the process is stopped at the start of each interval.</summary>
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
