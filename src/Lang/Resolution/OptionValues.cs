using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Resolution;

/// <summary>Reads the constant values of options. Reports a value of the wrong kind or out of range, and returns null for it.</summary>
internal sealed class OptionValues(DiagnosticSink sink, SourceText source)
{
    private const string HelpForBatch =
        "write `batch: 100` for at most 100 messages, or `batch: (100, 5s)` to wait up to 5 seconds for as many";

    public static long? WholeNumberOf(Expr value) => value switch
    {
        IntLiteral literal => literal.Value,
        NegateExpr { Operand: IntLiteral literal } => -literal.Value,
        _ => null,
    };

    public int? WholeNumber(RecordField field, int lowest, int highest) => (int?)InRange(
        field, WholeNumberOf(field.Value), lowest, highest, "a whole number", HelpForNumber(field, lowest, highest), Show);

    public bool? Flag(RecordField field)
    {
        if (field.Value is BoolLiteral flag)
            return flag.Value;
        WrongKind(field, "true or false", $"write `{field.Name}: true`");
        return null;
    }

    public double? Number(RecordField field, int lowest, int highest)
    {
        var value = field.Value is FloatLiteral literal ? literal.Value : (double?)WholeNumberOf(field.Value);
        var help = Plain(field) is { } text && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? $"write `{field.Name}: {text}`"
            : $"write `{field.Name}: 2` or `{field.Name}: 1.5`";
        return InRange(field, value, lowest, highest, "a number", help, Show);
    }

    private string HelpForNumber(RecordField field, int lowest, int highest)
    {
        var meant = int.TryParse(Plain(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest;
        return $"write `{field.Name}: {(meant ? number : Math.Max(3, lowest))}`";
    }

    /// <summary>Returns how to write the value of a field as that of another option.</summary>
    public string HelpFor(RecordField field, string option) => option switch
    {
        "retries" or "concurrency" => HelpForNumber(field with { Name = option }, 1, OptionLimits.Concurrency),
        "rate" => HelpForRate(Plain(field)),
        "backoff" or "timeout" or "maxWait" => HelpForDuration(field with { Name = option }),
        "external" => "write `external: true`",
        "batch" => HelpForBatch,
        "growth" => "write `growth: 2` or `growth: 1.5`",
        "catchUp" => "write `catchUp: \"once\"`, `\"skip\"` or `\"all\"`",
        "overlap" => "write `overlap: \"skip\"`, `\"allow\"` or `\"queue\"`",
        _ => field.Value is StringLiteral or IntLiteral or BoolLiteral or MissingExpr
            ? $"write `{option}: event.id`"
            : $"write `{option}: {source[field.Value.Span]}`",
    };

    /// <summary>Returns a value as written, without quotes around it.</summary>
    private string Plain(RecordField field) => source[field.Value.Span].ToString().Trim('"').Trim();

    public TimeSpan? Duration(RecordField field, TimeSpan lowest, TimeSpan highest) =>
        InRange(field, (field.Value as DurationLiteral)?.Value, lowest, highest, "a duration", HelpForDuration(field), Durations.Write);

    private string HelpForDuration(RecordField field) =>
        Durations.Suggest(Plain(field)) is { } meant ? $"write `{field.Name}: {meant}`"
        : WholeNumberOf(field.Value) is { } seconds and >= 0 ? $"write `{field.Name}: {seconds}s` for seconds"
        : $"write `{field.Name}: 30s`, `5m`, `2h` or `1d`";

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

    /// <summary>Checks the weight of a share if it is written as a number, or as another constant.</summary>
    public void Weight(Expr weight)
    {
        var isConstant = weight
            is FloatLiteral or DecimalLiteral or StringLiteral or CharLiteral or BoolLiteral or NullLiteral or DurationLiteral;
        if (!isConstant && WholeNumberOf(weight) is null or >= 1 and <= OptionLimits.ShareWeight)
            return;
        sink.Error(
            ResolutionCodes.OptionOutOfRange, new Location(source, weight.Span), "the weight of a share is out of range",
            $"expected a whole number from 1 to {OptionLimits.ShareWeight}",
            "`share: (event.tenant, 3)` runs three messages in a turn; a share of two values is a List: `share: [event.a, event.b]`");
    }

    /// <summary>Reads <c>5s</c>, or <c>(5s, 1m)</c> with the longest wait.</summary>
    public Debounce? Debounce(RecordField field)
    {
        var (wait, longest) = field.Value is TupleExpr { Items: [var first, var second] }
            ? (field with { Value = first }, field with { Value = second }) : (field, null);
        if (wait.Value is not DurationLiteral || longest is { Value: not DurationLiteral })
        {
            WrongKind(field, "a duration, or two in a tuple", "write `debounce: 5s`, or `debounce: (5s, 1m)` with the longest wait");
            return null;
        }
        var read = Duration(wait, OptionLimits.Shortest, OptionLimits.LongestWait);
        var most = longest is null ? null : Duration(longest, OptionLimits.Shortest, OptionLimits.LongestWait);
        if (most < read)
            sink.Error(ResolutionCodes.OptionsContradict, At(longest!),
                $"the longest wait is shorter than the wait, which is {Durations.Write(read.Value)}", "expected a longer time",
                "in `debounce: (5s, 1m)`, a message waits for 5 s, and no burst for longer than a minute");
        return read is { } valid ? new Debounce(valid, most) : null;
    }

    /// <summary>Reads a number of messages, or a tuple of that and a duration.</summary>
    public Batching? Batch(RecordField field)
    {
        var (count, wait) = field.Value is TupleExpr { Items: [var first, var second] } ? (first, second) : (field.Value, null);
        if ((WholeNumberOf(count) is null && count is not MissingExpr) || wait is not null and not (DurationLiteral or MissingExpr))
        {
            WrongKind(field, "a whole number, or one and a duration", HelpForBatch);
            return null;
        }
        var most = WholeNumber(field with { Value = count }, OptionLimits.SmallestBatch, OptionLimits.LargestBatch);
        var longest = wait is null
            ? null : Duration(field with { Value = wait }, OptionLimits.Shortest, OptionLimits.LongestTimeout);
        return most is null ? null : new Batching(most.Value, longest);
    }

    /// <summary>Reads a rate such as <c>"20/1m"</c>: 20 attempts per minute.</summary>
    public RateLimit? Rate(RecordField field)
    {
        var example = HelpForRate(Plain(field));
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

    /// <summary>Returns the rate that was meant by <c>20</c> or <c>"20 per minute"</c>, or an example.</summary>
    private static string HelpForRate(string written)
    {
        var words = written.Split((char[])[' ', '/', '_'], StringSplitOptions.RemoveEmptyEntries);
        var isNumber = int.TryParse(words.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var count = isNumber ? number : 20;
        var unit = words.Skip(1).Select(Durations.UnitOf).FirstOrDefault(unit => unit is not null);
        return unit is { } named
            ? $"write `rate: \"{count}/1{named.ToString().ToLowerInvariant()[0]}\"`"
            : $"write `rate: \"{count}/1m\"` for {count} per minute";
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
