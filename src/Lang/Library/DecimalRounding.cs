using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Rounds Decimals to a number of digits after the point, in the modes that accounting names.</summary>
internal static class DecimalRounding
{
    public const int MaxDigits = 28;

    private static readonly string[] Modes = ["HalfEven", "HalfUp", "HalfDown", "Up", "Down", "Ceiling", "Floor"];

    public static TextProblem? Problem(string mode) => Modes.Contains(mode) ? null : new TextProblem(
        $"no rounding is named {ValueDisplay.Short(Value.String(mode))}", "unknown rounding",
        NearestName.Of(mode, Modes) is { } nearest ? $"did you mean \"{nearest}\"?" : $"the roundings are {string.Join(", ", Modes)}");

    /// <summary>Rounds in a named mode. The result has as many digits after the point as asked for, if they fit.</summary>
    public static decimal Round(string function, decimal number, long digits, string mode)
    {
        if (digits is < 0 or > MaxDigits)
            throw LibraryError.Invalid($"`{function}` takes 0 to {MaxDigits} as `digits`, but got {digits}");
        TextProblem.Require(TextFormat.RoundingMode, RuntimeErrorCodes.InvalidArgument, mode);
        // Adding a zero with that many digits adds the missing ones.
        return Round(number, (int)digits, mode) + new decimal(0, 0, 0, isNegative: false, (byte)digits);
    }

    private static decimal Round(decimal number, int digits, string mode) => mode switch
    {
        "HalfEven" => decimal.Round(number, digits, MidpointRounding.ToEven),
        "HalfUp" => decimal.Round(number, digits, MidpointRounding.AwayFromZero),
        "HalfDown" => HalfDown(number, digits),
        "Up" => decimal.Round(number, digits, number < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity),
        "Down" => decimal.Round(number, digits, MidpointRounding.ToZero),
        "Ceiling" => decimal.Round(number, digits, MidpointRounding.ToPositiveInfinity),
        "Floor" => decimal.Round(number, digits, MidpointRounding.ToNegativeInfinity),
        _ => throw new UnreachableException(),
    };

    private static decimal HalfDown(decimal number, int digits)
    {
        if (digits >= number.Scale)
            return number;
        var down = decimal.Round(number, digits, MidpointRounding.ToZero);
        var half = new decimal(5, 0, 0, isNegative: false, (byte)(digits + 1));
        return decimal.Abs(number - down) <= half ? down : decimal.Round(number, digits, MidpointRounding.AwayFromZero);
    }
}
