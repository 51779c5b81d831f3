using System.Globalization;

namespace DarkLang.Simulation.Tests;

/// <summary>The number of runs; the short form is part of every test run.</summary>
/// <param name="Seed">The seed of the first run; later ones count up from there.</param>
internal sealed record SimulationSettings(int Runs, int Seed)
{
    private const int ShortRuns = 2_000;

    public static SimulationSettings FromEnvironment()
    {
        var seed = Number("DARK_SIMULATION_SEED");
        return new(Number("DARK_SIMULATIONS") ?? (seed is null ? ShortRuns : 1), seed ?? 1);
    }

    public static string Repeat(int seed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DARK_SIMULATION_SEED={seed} dotnet run --project tests/Simulation.Tests -c Release -- -class \"*SimulationTests\"");

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
