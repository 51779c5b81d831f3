using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Resolution;

/// <summary>Reads the constant values of options. Reports a value of the wrong kind or out of range, and returns null for it.</summary>
internal sealed class OptionValues(DiagnosticSink sink, SourceText source)
{
    public static long? WholeNumberOf(Expr value) => value switch
    {
        IntLiteral literal => literal.Value,
        NegateExpr { Operand: IntLiteral literal } => -literal.Value,
        _ => null,
    };

    public int? WholeNumber(RecordField field, int lowest, int highest) => (int?)InRange(
        field, WholeNumberOf(field.Value), lowest, highest, "a whole number", $"write `{field.Name}: {Math.Max(3, lowest)}`", Show);

    public double? Number(RecordField field, int lowest, int highest)
    {
        var value = field.Value is FloatLiteral literal ? literal.Value : (double?)WholeNumberOf(field.Value);
        return InRange(field, value, lowest, highest, "a number", $"write `{field.Name}: 2` or `{field.Name}: 1.5`", Show);
    }

    public TimeSpan? Duration(RecordField field, TimeSpan lowest, TimeSpan highest)
    {
        var help = WholeNumberOf(field.Value) is { } seconds and >= 0
            ? $"write `{field.Name}: {seconds}s` for seconds"
            : $"write `{field.Name}: 30s`, `5m`, `2h` or `1d`";
        return InRange(field, (field.Value as DurationLiteral)?.Value, lowest, highest, "a duration", help, Durations.Write);
    }

    private static string Show<T>(T bound) => $"{bound}";

    private T? InRange<T>(RecordField field, T? value, T lowest, T highest, string kind, string help, Func<T, string> show)
        where T : struct, IComparable<T>
    {
        if (value is not { } given)
            WrongKind(field, kind, help);
        else if (given.CompareTo(lowest) < 0 || given.CompareTo(highest) > 0)
            sink.Error(ResolutionCodes.OptionOutOfRange, At(field), $"`{field.Name}` is out of range",
                $"expected {show(lowest)} to {show(highest)}");
        else
            return given;
        return null;
    }

    /// <summary>Reads a rate such as <c>"20/1m"</c>: 20 attempts per minute.</summary>
    public RateLimit? Rate(RecordField field)
    {
        const string example = "write `rate: \"20/1m\"` for 20 per minute";
        if (field.Value is not StringLiteral { Value: var text })
        {
            WrongKind(field, "a rate in quotes", example);
            return null;
        }
        var parts = text.Split('/');
        if (parts.Length != 2
            || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || Durations.Read(WithCount(parts[1].Trim())) is not { } per)
        {
            sink.Error(ResolutionCodes.RateUnreadable, At(field), $"\"{text}\" is not a rate", "expected a number, a slash and a duration",
                example);
            return null;
        }
        if (count is >= 1 and <= OptionLimits.RateCount && per >= OptionLimits.Shortest && per <= OptionLimits.LongestWait)
            return new RateLimit(count, per);
        var (shortest, longest) = (Durations.Write(OptionLimits.Shortest), Durations.Write(OptionLimits.LongestWait));
        sink.Error(ResolutionCodes.OptionOutOfRange, At(field), $"the rate \"{text}\" is out of range",
            $"expected 1 to {OptionLimits.RateCount} per {shortest} to {longest}");
        return null;
    }

    /// <summary>Reads one of a few words, in quotes or bare; returns the first if it is none of them.</summary>
    public T Choice<T>(RecordField field)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToList();
        var written = field.Value switch
        {
            StringLiteral literal => literal.Value,
            NameExpr { Rail: false } name => name.Name,
            _ => null,
        };
        if (written is not null && words.IndexOf(written) is >= 0 and var chosen)
            return Enum.GetValues<T>()[chosen];
        var nearest = written is null ? null : NearestName.Of(written, words);
        WrongKind(field, $"\"{words[0]}\", \"{words[1]}\" or \"{words[2]}\"",
            nearest is null ? $"the default is `{field.Name}: \"{words[0]}\"`" : $"did you mean \"{nearest}\"?");
        return default;
    }

    // "20/m" is also 20 per minute.
    private static string WithCount(string duration) => duration.Length > 0 && char.IsAsciiLetter(duration[0]) ? "1" + duration : duration;

    private void WrongKind(RecordField field, string expected, string help)
    {
        if (field.Value is not MissingExpr)
            sink.Error(ResolutionCodes.OptionWrongKind, At(field), $"`{field.Name}` takes {expected}", $"expected {expected}", help);
    }

    private Location At(RecordField field) => new(source, field.Value.Span);
}
