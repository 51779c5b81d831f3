using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Values;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Library;

/// <summary>
/// Arithmetic and rounding of Decimals agree with Python's decimal module, which tests/cases/decimals/decimals.py asks.
/// DARK_DECIMALS=1000000 compares more, and DARK_DECIMALS_SEED=n other ones.
/// </summary>
public sealed class DecimalAgreementTests(ITestOutputHelper output)
{
    private const int Usual = 20_000;

    private static readonly int Count = Setting("DARK_DECIMALS", Usual);
    private static readonly int Seed = Setting("DARK_DECIMALS_SEED", 1);

    private readonly Execution _execution = new(new EffectsHost(new FixedEffects()), Limits.Default, CancellationToken.None);

    [Fact]
    public void Decimals_agree_with_those_of_Python()
    {
        using var python = Start();
        Assert.SkipWhen(python is null, "there is no python3");
        var (compared, counts) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        while (python.StandardOutput.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var actual = Result(parts[0], Read(parts[1]), parts[2]);
            Assert.True(Agrees(parts[0], parts[3], actual), $"{line}, but here {actual} (DARK_DECIMALS_SEED={Seed})");
            counts[parts[0]] = counts.GetValueOrDefault(parts[0]) + 1;
            compared++;
        }
        output.WriteLine($"{compared} operations agree: {string.Join(", ", counts.Select(one => $"{one.Value} {one.Key}"))}");
        Assert.Equal(Count, compared);
    }

    /// <summary>Zeros at the end count too, except in quotients and in products that are zero or rounded.</summary>
    private static bool Agrees(string operation, string expected, string actual) =>
        expected == actual
        || operation is "*" or "/"
            && decimal.TryParse(expected, CultureInfo.InvariantCulture, out var wanted)
            && decimal.TryParse(actual, CultureInfo.InvariantCulture, out var got)
            && wanted == got;

    private string Result(string operation, Value left, string right)
    {
        try
        {
            return ValueText.ToText(operation switch
            {
                "+" => Operators.Apply(BinaryOperator.Add, left, Read(right), _execution),
                "-" => Operators.Apply(BinaryOperator.Subtract, left, Read(right), _execution),
                "*" => Operators.Apply(BinaryOperator.Multiply, left, Read(right), _execution),
                "/" => Operators.Apply(BinaryOperator.Divide, left, Read(right), _execution),
                var mode => Call("Decimal::roundWith", left, Value.Int(int.Parse(right, CultureInfo.InvariantCulture)), Value.String(mode)),
            }, 100);
        }
        catch (RuntimeErrorException error)
        {
            return error.Code switch
            {
                RuntimeErrorCodes.DivisionByZero => "zero",
                RuntimeErrorCodes.Overflow => "overflow",
                var other => other,
            };
        }
    }

    /// <summary>Parses a number, which must keep all of its digits.</summary>
    private Value Read(string text)
    {
        var read = Call("Decimal::parse", Value.String(text)).AsResult.Inner;
        Assert.Equal(text, ValueText.ToText(read, 100));
        return read;
    }

    private Value Call(string function, params Value[] arguments) => LibraryCatalog.Standard.Find(function)!.Body(_execution, arguments);

    private static Process? Start()
    {
        var script = Path.Combine(Golden.CasesFolder, "decimals", "decimals.py");
        try
        {
            return Process.Start(new ProcessStartInfo("python3", [script, $"{Count}", $"{Seed}"]) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
