using System.Globalization;
using System.Security.Cryptography;

namespace DarkLang.Ledger.Tests;

/// <summary>The length and load of a run; the short form is part of every test run.</summary>
/// <param name="Rounds">The number of kills at random moments.</param>
/// <param name="Messages">The total of numbers that pass through the canvas.</param>
/// <param name="Seed">Chooses what is emitted, when the process is killed and which pass of a step kills it.</param>
internal sealed record LedgerSettings(int Rounds, int Messages, int Seed)
{
    private const int ShortRounds = 3;

    /// <summary>Whether this is a long form, which tries all steps of the store.</summary>
    public bool IsLong => Rounds > ShortRounds;

    public static LedgerSettings FromEnvironment() =>
        new(Number("DARK_LEDGER_ROUNDS") ?? ShortRounds, Number("DARK_LEDGER_MESSAGES")
            ?? 2_000, Number("DARK_LEDGER_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
