namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on Floats that IEEE and C# leave open.</summary>
internal static class FloatMath
{
    public static double Clamp(double value, double limitA, double limitB)
    {
        if (double.IsNaN(limitA) || double.IsNaN(limitB))
            throw LibraryError.Invalid("`Float::clamp` takes two numbers as limits, but got NaN");
        return Math.Clamp(value, Math.Min(limitA, limitB), Math.Max(limitA, limitB));
    }
}
