using System.Globalization;
using System.Security.Cryptography;

namespace DarkLang.Ledger.Tests;

/// <summary>How long and how hard; the short form fits into every test run.</summary>
/// <param name="Rounds">How often the process is killed at a random moment.</param>
/// <param name="Messages">How many numbers go through the canvas in all.</param>
/// <param name="Seed">Chooses what is emitted, when the process is killed and which pass of a step kills it.</param>
internal sealed record LedgerSettings(int Rounds, int Messages, int Seed)
{
    private const int ShortRounds = 3;

    /// <summary>Longer than every test run can bear: then all steps of the store are tried.</summary>
    public bool IsLong => Rounds > ShortRounds;

    public static LedgerSettings FromEnvironment() =>
        new(Number("DARK_LEDGER_ROUNDS") ?? ShortRounds, Number("DARK_LEDGER_MESSAGES")
            ?? 2_000, Number("DARK_LEDGER_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
