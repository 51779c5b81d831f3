using CsCheck;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Tests.Library;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Checking;

/// <summary>Random expressions made from the parts of the cases: what the checker says about them must hold when they run.</summary>
public class SoundnessTests
{
    private static readonly string[] Atoms =
    [
        "1",
            "-2",
            "2.5",
            "\"a\"",
            "'c'",
            "true",
            "null",
            "[]",
            "[1, 2]",
            "[\"a\", \"b\"]",
            "[1, \"a\"]",
            "(1, \"a\")",
            "{}",
            "{ a: 1 }",
            "{ a: 1; b: \"x\" }",
        "Nothing",
            "(Just 1)",
            "(Just \"a\")",
            "(Ok 1)",
            "(Error \"no\")",
            "Date::now",
            "Uuid::generate",
            "(\\x -> x)",
            "(\\x -> x + 1)",
            "(\\a b -> a)",
            "(\\x -> true)",
        "(\\x -> Just x)", "Int::add", "toString", "(+)", "List::empty", "Dict::empty", "[[1, 2]]", "[[\"k\", 1]]", "[Just 1, Nothing]",
    ];

    private static readonly string[] Functions = [.. Lang.Library.LibraryCatalog.Standard.Functions
        .Where(function => !function.Name.StartsWith("emit", StringComparison.Ordinal)
            && !function.Name.StartsWith("Password", StringComparison.Ordinal))
        .Select(function => $"{function.Name}/{function.Parameters.Count}")];

    private static readonly Gen<string> Expression = Gen.Recursive<string>((depth, inner) => depth >= 3
        ? Gen.OneOfConst(Atoms)
        : Gen.Frequency(
            (2, Gen.OneOfConst(Atoms)),
            (5, Gen.Select(Gen.OneOfConst(Functions), inner.Array[6], Call)),
            (2, Gen.Select(inner, Gen.OneOfConst("+", "++", "<", "==", "*"), inner, (left, op, right) => $"({left} {op} {right})")),
            (1, Gen.Select(inner, inner, (first, second) => $"[{first}, {second}]")),
            (1, Gen.Select(inner, inner, (first, second) => $"{{ a: {first}; c: {second} }}")),
            (1, Gen.Select(inner, inner, (record, value) => $"{{ {record} with b: {value} }}")),
            (1, Gen.Select(inner, Gen.OneOfConst("a", "b", "c"), (record, field) => $"({record}).{field}")),
            (1, Gen.Select(inner, inner, inner, (condition, then, otherwise) => $"(if {condition} then {then} else {otherwise})")),
            (1, Gen.Select(inner, inner, inner, (
                list, init, value) => $"(List::fold {list} {init} (\\acc x -> List::push [acc] {value} |> List::head))"))));

    [Fact]
    public void The_value_of_an_expression_has_its_inferred_type() => Expression.Sample(
        text =>
        {
            var (value, type, _) = Look(text);
            return value is not Outcome.Completed completed || EventDifference.Find(completed.Value, type) is null;
        },
        iter: 4_000,
        threads: 1);

    /// <summary>Only for expressions that are evaluated completely: no branches, and no functions that may not be called.</summary>
    [Fact]
    public void An_expression_with_an_error_ends_in_an_error() => Expression.Where(IsAllEvaluated).Sample(
        text =>
        {
            var (value, _, hasError) = Look(text);
            return !hasError || value is not Outcome.Completed;
        },
        iter: 4_000,
        threads: 1);

    private static bool IsAllEvaluated(string text) =>
        !text.Contains("if ", StringComparison.Ordinal) && !text.Contains(@"\acc", StringComparison.Ordinal)
            && !text.Contains("x + 1", StringComparison.Ordinal);

    private static (Outcome? Outcome, DarkType Type, bool HasError) Look(string text) => LargeStack.Run<(Outcome?, DarkType, bool)>(() =>
    {
        var source = new SourceText("eval", text);
        var sink = new DiagnosticSink();
        CanvasLoader.Resolve([], sink, Instrumentation.None, out var program);
        var syntax = CanvasParser.ParseExpression(source).Syntax;
        var code = new ItemResolver(program).ResolveExpression(syntax, source);
        if (sink.InOrder([source]).Count > 0)
            return (null, DarkType.Any, false);
        var type = new CheckedProgram(program).Check(syntax, source);
        var hasError = sink.InOrder([source]).Any(diagnostic => diagnostic.Severity == Severity.Error);
        return (Interpreter.Run(
            code, [], new EffectsHost(new SeededEffects()), Programs.SmallLimits, CancellationToken.None), type, hasError);
    });

    private static string Call(string function, string[] arguments)
    {
        var slash = function.IndexOf('/', StringComparison.Ordinal);
        return $"({function[..slash]} {string.Join(' ', arguments.Take(function[slash + 1] - '0'))})";
    }
}
