using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using Token = Superpower.Parsers.Token;
using IntervalResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.IntervalSyntax>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses the schedules of crons. Their words are ordinary names everywhere else.</summary>
internal sealed class ScheduleGrammar
{
    private const string IntervalHelp =
        "write `every 5 minutes`, `hourly`, `daily at 09:00`, `weekly on monday`, `monthly on 1, last` "
        + "or a cron expression such as \"0 9 1 * *\"";

    private static readonly SearchValues<char> CronExpressionCharacters = SearchValues.Create("0123456789*/,-? LW#");

    private static readonly string[] IntervalWords =
        ["daily", "weekly", "fortnightly", "hourly", "monthly", "quarterly", "yearly", "every"];

    private static readonly string[] EveryWords =
        ["minute", "hour", "day", "weekday", "week", "fortnight", "month", "quarter", "year"];

    private readonly ParseState _state;
    private readonly TokenListParser<TokenKind, ZoneSyntax?> _zone;
    private readonly TokenListParser<TokenKind, ScheduleSyntax> _cronExpression;
    private readonly TokenListParser<TokenKind, ScheduleSyntax> _intervalSchedule;

    public ScheduleGrammar(ParseState state, ExpressionGrammar expressions)
    {
        _state = state;
        TokenListParser<TokenKind, WeekdaySyntax> weekday = Weekday;
        TokenListParser<TokenKind, TimeOfDaySyntax> time = TimeOfDay;
        TokenListParser<TokenKind, IntervalSyntax> interval = Interval;
        TokenListParser<TokenKind, Token<TokenKind>> onWord = input => Word(input, "on");
        TokenListParser<TokenKind, Token<TokenKind>> atWord = input => Word(input, "at");
        var ofDates = new DateGrammar(state);
        var text = new TokenListParser<TokenKind, ZoneSyntax?>(input => _state.KindAt(input) == TokenKind.String
            ? TokenListParserResult.Value<TokenKind, ZoneSyntax?>(
                new ZoneSyntax(_state.SpanAt(input), expressions.StringValue(input)), input, ParseState.Next(input))
            : TokenListParserResult.Empty<TokenKind, ZoneSyntax?>(input, ["a time zone such as `\"Europe/Berlin\"`"]));

        _zone = Token.EqualTo(TokenKind.In).IgnoreThen(text).OptionalOrDefault();
        _cronExpression =
            from expression in Token.EqualTo(TokenKind.String)
            from zone in _zone
            select (ScheduleSyntax)CronExpression(expression, zone, expressions);
        _intervalSchedule =
            from every in interval
            from weekdays in every.Unit < IntervalUnit.Weekday ? Listed(onWord, weekday) : Parse.Return<TokenKind, WeekdaySyntax[]>([])
            from dates in every.Unit > IntervalUnit.Weekday ? Listed(onWord, ofDates.Of(every)) : Parse.Return<TokenKind, DateSyntax[]>([])
            from times in Listed(atWord, time)
            from zone in _zone
            select (ScheduleSyntax)MakeInterval(every, weekdays, dates, times, zone);
    }

    public TokenListParserResult<TokenKind, ScheduleSyntax> Schedule(TokenList input) => _state.KindAt(input) switch
    {
        TokenKind.String => _cronExpression(input),
        TokenKind.End or TokenKind.Indent or TokenKind.Equals or TokenKind.With => _state.Fail<ScheduleSyntax>(
            input, SyntaxCodes.InvalidInterval, _state.SpanBefore(input), "a cron without a schedule", "expected a schedule after this",
            IntervalHelp),
        _ => _intervalSchedule(input),
    };

    /// <summary>Suggests a name if a schedule stands in place of a cron's name; returns null if it is a name.</summary>
    public static string? SuggestName(string name, TokenKind next)
    {
        var isOver = next is TokenKind.End or TokenKind.Indent or TokenKind.Equals or TokenKind.With or TokenKind.In;
        var isExpression = LooksLikeExpression(name);
        if (isExpression && isOver)
            return "nightly";
        var isInterval = name == "every" && next is TokenKind.Int or TokenKind.Quantity || IntervalWords.Contains(name) && isOver;
        return isInterval ? "regularly" : null;
    }

    private static bool LooksLikeExpression(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 5 or 6
        && text.AsSpan().IndexOfAnyExcept(CronExpressionCharacters) < 0;

    private static CronExpressionSchedule CronExpression(Token<TokenKind> token, ZoneSyntax? zone, ExpressionGrammar expressions)
    {
        var span = BlockTokens.SpanOf(token);
        return new CronExpressionSchedule(zone is null ? span : span.To(zone.Span), expressions.TextOfString(span), span, zone);
    }

    private static TokenListParser<TokenKind, T[]> Listed<T>(
        TokenListParser<TokenKind, Token<TokenKind>> word, TokenListParser<TokenKind, T> entry) =>
        word.IgnoreThen(entry.AtLeastOnceDelimitedBy(Token.EqualTo(TokenKind.Comma))).OptionalOrDefault([]);

    private static IntervalSchedule MakeInterval(
        IntervalSyntax every, WeekdaySyntax[] weekdays, DateSyntax[] dates, TimeOfDaySyntax[] times, ZoneSyntax? zone)
    {
        IEnumerable<Span> parts =
            [every.Span, .. weekdays.Select(day => day.Span), .. dates.Select(date => date.Span), .. times.Select(time => time.Span)];
        return new IntervalSchedule(every.Span.To(zone?.Span ?? parts.Last()), every, weekdays, dates, times, zone);
    }

    private IntervalResult Interval(TokenList input)
    {
        var span = _state.SpanAt(input);
        return WordAt(input) switch
        {
            "daily" => Value(span, 1, IntervalUnit.Day, input, ParseState.Next(input)),
            "weekly" => Value(span, 1, IntervalUnit.Week, input, ParseState.Next(input)),
            "fortnightly" => Value(span, 2, IntervalUnit.Week, input, ParseState.Next(input)),
            "hourly" => Value(span, 1, IntervalUnit.Hour, input, ParseState.Next(input)),
            "monthly" => Value(span, 1, IntervalUnit.Month, input, ParseState.Next(input)),
            "quarterly" => Value(span, 3, IntervalUnit.Month, input, ParseState.Next(input)),
            "yearly" => Value(span, 1, IntervalUnit.Year, input, ParseState.Next(input)),
            "every" => Every(input),
            _ => FailInterval(input, IntervalWords),
        };
    }

    private IntervalResult Every(TokenList every)
    {
        var at = ParseState.Next(every);
        var span = _state.SpanAt(every).To(_state.SpanAt(at));
        var rest = ParseState.Next(at);
        switch (_state.KindAt(at))
        {
            case TokenKind.Quantity when Durations.Split(_state.TextAt(at)) is var (count, unit):
                return Counted(span, count, unit, every, rest);
            case TokenKind.Int when long.TryParse(_state.TextAt(at), NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                return Durations.UnitOf(WordAt(rest) ?? "") is { } named
                    ? Counted(span.To(_state.SpanAt(rest)), count, named, every, ParseState.Next(rest))
                    : FailInterval(rest, count == 1 ? Durations.UnitWords : Durations.PluralUnitWords);
            case TokenKind.End or TokenKind.Indent or TokenKind.Equals:
                return _state.Fail<IntervalSyntax>(at, SyntaxCodes.InvalidInterval, _state.SpanAt(every), "`every` without an interval",
                    "expected an interval after this", IntervalHelp);
        }

        return WordAt(at) switch
        {
            "minute" => Value(span, 1, IntervalUnit.Minute, every, rest),
            "hour" => Value(span, 1, IntervalUnit.Hour, every, rest),
            "day" => Value(span, 1, IntervalUnit.Day, every, rest),
            "week" => Value(span, 1, IntervalUnit.Week, every, rest),
            "fortnight" => Value(span, 2, IntervalUnit.Week, every, rest),
            "second" => Value(span, 1, IntervalUnit.Second, every, rest),
            "weekday" => Value(span, 1, IntervalUnit.Weekday, every, rest),
            "month" => Value(span, 1, IntervalUnit.Month, every, rest),
            "quarter" => Value(span, 3, IntervalUnit.Month, every, rest),
            "year" => Value(span, 1, IntervalUnit.Year, every, rest),
            _ => FailInterval(at, EveryWords),
        };
    }

    private IntervalResult Counted(Span span, long count, IntervalUnit unit, TokenList from, TokenList to)
    {
        if (count == 0)
            _state.Report(SyntaxCodes.InvalidInterval, span, "an interval of zero", "expected 1 or more",
                "write `every minute`, or `every 1s` for the shortest interval");
        return Value(span, Math.Max(1, count), unit, from, to);
    }

    /// <summary>Returns how to write the schedule that was meant, or null.</summary>
    private string? SuggestSchedule(TokenList at, IReadOnlyList<string> words)
    {
        var text = _state.TextAt(at).ToLowerInvariant();
        var line = _state.TextBetween(_state.SpanAt(at).Start, EndOfLine(at));
        var ours = text switch
        {
            "everyday" or "nightly" or "every-day" => "daily",
            "annually" or "every-year" => "yearly",
            "weekdays" or "workdays" or "every-weekday" => "every weekday",
            _ => null,
        };
        if (ours is not null)
            return $"write `{ours}{line[Math.Min(text.Length, line.Length)..]}`";
        if (_state.KindAt(at) == TokenKind.Decimal && Durations.Suggest(text) is { } duration)
            return $"write `{(ReferenceEquals(words, EveryWords) ? duration : $"every {duration}")}`";
        if (text is "month" or "months" && _state.KindBefore(at) == TokenKind.Int)
            return "write `monthly` or `quarterly`, or a cron expression for every second month: `\"0 0 1 */2 *\"`";
        if (_state.KindAt(at) == TokenKind.Int && LooksLikeExpression(line))
            return $"write a cron expression in quotes: `\"{line}\"`";
        if (_state.KindAt(at) is TokenKind.Int or TokenKind.Quantity && ReferenceEquals(words, IntervalWords))
            return $"write `every {line}`";
        if (text == "at" && _state.KindAfter(at) == TokenKind.Time)
            return $"write `daily {line}`";
        return Weekdays.Find(text) is not null ? $"write `weekly on {line}`" : null;
    }

    private int EndOfLine(TokenList at)
    {
        while (_state.KindAt(at) is not (TokenKind.End or TokenKind.Indent or TokenKind.Equals or TokenKind.With))
            at = ParseState.Next(at);
        return _state.SpanBefore(at).End;
    }

    private IntervalResult FailInterval(TokenList at, IReadOnlyList<string> words)
    {
        var place = Unexpected.SpanOf(_state, at);
        var text = _state.TextOf(place);
        var (message, nearest) = text.Length > 0
            ? ($"`{Unexpected.Shorten(text)}` is not an interval", NearestName.Of(text, words))
            : ($"unexpected {Unexpected.NameOf(_state, at)} in a schedule", null);
        if (text.Length > 0 && SuggestSchedule(at, words) is { } suggestion)
            return _state.Fail<IntervalSyntax>(at, SyntaxCodes.InvalidInterval, place, message, "expected a schedule", suggestion);
        var label = ReferenceEquals(words, Durations.UnitWords) || ReferenceEquals(words, Durations.PluralUnitWords)
            ? "expected a unit: s, m, h, d, or minutes, hours, days"
            : "expected a schedule";
        return _state.Fail<IntervalSyntax>(at, SyntaxCodes.InvalidInterval, place, message, label,
            nearest is null ? IntervalHelp : $"did you mean `{nearest}`?");
    }

    private TokenListParserResult<TokenKind, WeekdaySyntax> Weekday(TokenList input)
    {
        var span = Unexpected.SpanOf(_state, input);
        var text = _state.TextOf(span);
        if (Weekdays.Find(text) is { } day)
            return TokenListParserResult.Value(new WeekdaySyntax(span, day), input, ParseState.Next(input));
        var (message, nearest) = text.Length > 0
            ? ($"`{Unexpected.Shorten(text)}` is not a weekday", NearestName.Of(text, Weekdays.Names))
            : ($"unexpected {Unexpected.NameOf(_state, input)}", null);
        return _state.Fail<WeekdaySyntax>(input, SyntaxCodes.InvalidWeekday, span, message, "expected a weekday",
            nearest is not null ? $"did you mean `{nearest}`?"
            : _state.KindAt(input) == TokenKind.Int ? $"write `monthly on {text}` for a day of the month"
            : text.ToLowerInvariant() is "weekday" or "weekdays" ? "write `every weekday`, or the days: `on monday, tuesday`"
            : "write a weekday from monday to sunday");
    }

    /// <summary>Suggests how to write <c>9</c>, <c>9am</c> and <c>9pm</c> here.</summary>
    private static string HelpForTime(string text)
    {
        var digits = text.TrimEnd('a', 'p', 'm');
        var suffix = text[digits.Length..];
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var hour);
        var isHour = isNumber && (suffix.Length == 0 ? hour < 24 : suffix is "am" or "pm" && hour is > 0 and <= 12);
        var hourOfDay = suffix == "pm" && hour < 12 ? hour + 12 : suffix == "am" && hour == 12 ? 0 : hour;
        return isHour
            ? string.Create(CultureInfo.InvariantCulture, $"write `{hourOfDay:00}:00`")
            : "write a time from 00:00 to 23:59, such as 09:00";
    }

    private TokenListParserResult<TokenKind, TimeOfDaySyntax> TimeOfDay(TokenList input)
    {
        var span = Unexpected.SpanOf(_state, input);
        var text = _state.TextOf(span);
        var message = $"`{Unexpected.Shorten(text)}` is not a time of day";
        if (_state.KindAt(input) != TokenKind.Time)
            return _state.Fail<TimeOfDaySyntax>(
                input, SyntaxCodes.InvalidTime, span, text.Length > 0 ? message : $"unexpected {Unexpected.NameOf(_state, input)}",
                "expected a time of day", HelpForTime(text.ToLowerInvariant()));

        string[] formats = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"];
        if (!TimeOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            _state.Report(SyntaxCodes.InvalidTime, span, message, "expected a time from 00:00 to 23:59",
                "write times in 24-hour form: 09:00, 21:30");
        return TokenListParserResult.Value(new TimeOfDaySyntax(span, time), input, ParseState.Next(input));
    }

    private TokenListParserResult<TokenKind, Token<TokenKind>> Word(TokenList input, string word) =>
        WordAt(input) == word ? input.ConsumeToken() : TokenListParserResult.Empty<TokenKind, Token<TokenKind>>(input, [$"`{word}`"]);

    /// <summary>Returns a name in lowercase, because schedules may be written in capitals like the keywords.</summary>
    private string? WordAt(TokenList at) =>
        _state.KindAt(at) is TokenKind.Name or TokenKind.UpperName ? _state.TextAt(at).ToLowerInvariant() : null;

    private static IntervalResult Value(Span span, long count, IntervalUnit unit, TokenList from, TokenList to) =>
        TokenListParserResult.Value(new IntervalSyntax(span, count, unit), from, to);
}
