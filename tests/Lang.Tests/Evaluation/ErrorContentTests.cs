using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>Errors go to logs: they show shapes and names, and not the texts that an event contains.</summary>
public sealed class ErrorContentTests
{
    private const string Secret = "hunter2-hunter2";

    [Theory]
    [InlineData("event.nmae")]
    [InlineData("event.pw.x")]
    [InlineData("event + 1")]
    [InlineData("event.pw + 1")]
    [InlineData("event.pw && true")]
    [InlineData("-event.pw")]
    [InlineData("[event] ++ \"x\"")]
    [InlineData("match event\n| { a } -> a\n| 1 -> 2")]
    [InlineData("match [event.pw]\n| [] -> 2")]
    [InlineData("match (event.pw, 1)\n| (1, 2) -> 2")]
    [InlineData("let (Ok x) = event\nx")]
    [InlineData("{ event.pw with a: 1 }")]
    [InlineData("event 1")]
    [InlineData("event.pw[0]")]
    [InlineData("number event.pw")]
    [InlineData("returned event.pw")]
    [InlineData("List::map [1] (\\a b -> event)")]
    [InlineData("List::filter [1] (\\a -> event)")]
    [InlineData("List::sum [1, event.pw]")]
    [InlineData("Just event.pw + 1")]
    [InlineData("event < event")]
    [InlineData("emit { n: event.pw } \"typed\"")]
    public void No_error_quotes_a_text_of_the_event(string body)
    {
        var canvas = Programs.Canvas(
            $"worker w\n  {body.ReplaceLineEndings("\n  ")}\n\nworker typed (t: {{ n: Int }})\n  t\n\n"
            + "fn number (n: Int) = n\n\nfn returned (n: Any) : Int = n\n");
        var @event = new DictBuilder();
        @event.Set("pw", Value.String(Secret));

        var outcome = Programs.Run(canvas.Workers[0].Body, [Value.Of(@event.ToDict())]);

        var error = Assert.IsType<Outcome.Failed>(outcome).Error;
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Help ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void No_library_function_ends_a_run_with_a_text_it_was_given() => Assert.Empty(
        from function in LibraryCatalog.Standard.Functions
        where !IsOnPurpose(function)
        from arguments in ArgumentsOf(function)
        let outcome = Programs.Run($"{function.Name} {string.Join(' ', arguments)}")
        where outcome is Outcome.Failed { Error: var error }
            && (error.Message.Contains(Secret, StringComparison.Ordinal) || error.Help?.Contains(Secret, StringComparison.Ordinal) == true)
        select $"{function.Name} {string.Join(' ', arguments)}: {((Outcome.Failed)outcome).Error.Message}");

    [Theory]
    [InlineData("match \"c\" with\n| \"a\" -> 1", "no arm matches String \"c\"")]
    [InlineData("match Just \"c\" with\n| Nothing -> 1", "no arm matches Just \"c\"")]
    [InlineData("match 7 with\n| 1 -> 1", "no arm matches Int 7")]
    public void A_short_text_that_no_arm_matches_is_shown(string expression, string message) =>
        Assert.Equal(message, Programs.Error(expression).Message);

    // Their argument is the message.
    private static bool IsOnPurpose(LibraryFunction function) =>
        function.Name is "fail" or "Message::discard" or "Result::orFail" or "Option::orFail";

    private static IEnumerable<string[]> ArgumentsOf(LibraryFunction function)
    {
        var parameters = function.Parameters.ToArray();
        if (parameters.Length == 0)
            yield break;
        // Names of handlers, patterns and formats are no contents.
        yield return [.. parameters.Select(Fitting)];
        for (var i = 0; i < parameters.Length; i++)
        {
            string[] mixed = [.. parameters.Select(Fitting)];
            foreach (var wrong in new[] { $"\"{Secret}\"", $"[\"{Secret}\"]", $"{{ pw: \"{Secret}\" }}", $"(Just \"{Secret}\")" })
            {
                if (IsName(parameters[i]))
                    continue;
                mixed[i] = wrong;
                yield return [.. mixed];
            }
        }
    }

    private static bool IsName(LibraryParameter parameter) =>
        parameter.Type.Names is not null || parameter.Type.Format is not null || parameter.Name is "pointer" or "path";

    private static string Fitting(LibraryParameter parameter) => parameter.Type.Kind switch
    {
        _ when IsName(parameter) => "\"x\"",
        ValueKind.String => $"\"{Secret}\"",
        ValueKind.Int => "1",
        ValueKind.Float => "1.0",
        ValueKind.Decimal => "1.5m",
        ValueKind.Bool => "true",
        ValueKind.Char => "'x'",
        ValueKind.Bytes => $"(String::toBytes \"{Secret}\")",
        ValueKind.List => $"[\"{Secret}\"]",
        ValueKind.Dict => $"{{ pw: \"{Secret}\" }}",
        ValueKind.Date => "(Date::fromSeconds 0)",
        ValueKind.Option => $"(Just \"{Secret}\")",
        ValueKind.Result => $"(Ok \"{Secret}\")",
        ValueKind.Tuple => $"({string.Join(", ", parameter.Type.Arguments.Select(_ => $"\"{Secret}\""))})",
        ValueKind.Function =>
            $"(\\{string.Join(' ', Enumerable.Range(0, parameter.Type.Arguments.Count - 1).Select(i => "abcdef"[i]))} -> \"{Secret}\")",
        _ => $"\"{Secret}\"",
    };
}
