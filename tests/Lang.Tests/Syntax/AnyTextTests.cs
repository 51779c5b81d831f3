using CsCheck;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Syntax;

/// <summary>The parser returns a tree with nested spans for any text, and every stage reports only places that exist.</summary>
public sealed class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "worker",
            "cron",
            "http",
            "db",
            "type",
            "fn",
            "secret",
            "alert",
            "test",
            "WORKER",
            "every",
            "daily",
            "on",
            "at",
            "monday",
            "in",
            "with",
            "let",
        "if",
            "then",
            "else",
            "match",
            "when",
            "fun",
            "true",
            "null",
            "___",
            "_",
            "x",
            "event",
            "f?",
            "Just",
            "Nothing",
            "Orders",
            "List::map",
            "DB::get?",
        "1",
            "-2",
            "3.5",
            "30s",
            "12:30",
            "1_0",
            "99999999999999999999",
            "\"a\"",
            "\"",
            "\"\"\"",
            "'c'",
            "'",
            "$\"",
            "$\"{x}\"",
            "{",
            "}",
            "(",
            ")",
            "[",
        "]",
            ",",
            ";",
            ":",
            ".",
            "=",
            "->",
            "=>",
            "|",
            "\\",
            "::",
            "|>",
            "+",
            "-",
            "*",
            "/",
            "//",
            "///",
            "^",
            "++",
            "<",
            ">=",
            "==",
            "!=",
            "&&",
            "||",
            "&",
        "?",
            "é",
            "👩‍👩‍👧",
            "\uD800",
            "\0",
            "\t",
            " ",
            " ",
            " ",
            "\n",
            "\n",
            "\n  ",
            "\n  ",
            "\n    ",
            "\n      ",
            "\r\n",
            "name",
            "my-worker",
            "/a/:b",
            "GET",
        "for",
            "return",
            "elif",
            "lambda",
            "async",
            "var",
            "mut",
            "and",
            "not",
            "emit",
            "List.map",
            "`",
            "f\"{x}\"",
            "#",
            "/*",
            "*/",
            "-- ",
            "+=",
            ":=",
            "...",
            "..",
            "??",
        "!", "===", "<>", "<|", "**", "&&&", "≤", "“", "”", "\u00A0", "()", "9pm", "0 3 * * *",
    ];

    private static readonly string[] Valid =
        [.. new[] { "parse", "lints", "diagnostics/newcomer" }
            .SelectMany(stage => Directory.EnumerateFiles(Path.Combine(Golden.CasesFolder, stage), "*.dark").Order(StringComparer.Ordinal))
            .Select(File.ReadAllText)];

    [Fact]
    public void Random_characters_are_parsed_without_a_fault() =>
        Gen.String.Sample(Check, iter: 2_000, threads: 1);

    [Fact]
    public void Random_tokens_are_parsed_without_a_fault() =>
        Gen.OneOfConst(Pieces).Array[0, 60].Select(string.Concat).Sample(Check, iter: 3_000, threads: 1);

    [Fact]
    public void Random_tokens_in_an_item_are_parsed_without_a_fault() =>
        Gen.OneOfConst(Pieces).Array[0, 40].Select(pieces => "worker w\n  " + string.Join(' ', pieces))
            .Sample(Check, iter: 3_000, threads: 1);

    [Fact]
    public void A_valid_canvas_with_some_damage_is_parsed_without_a_fault()
    {
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.OneOfConst(Pieces), Gen.Bool);
        Gen.Select(Gen.OneOfConst(Valid), edit.Array[1, 6]).Select(Damage).Sample(Check, iter: 3_000, threads: 1);
    }

    [Fact]
    public void The_beginning_of_a_valid_canvas_is_parsed_without_a_fault() =>
        Gen.Select(Gen.OneOfConst(Valid), Gen.Double[0, 1]).Select((text, part) => text[..(int)(part * text.Length)])
            .Sample(Check, iter: 2_000, threads: 1);

    private static string Damage(string text, (double Place, int Length, string Piece, bool Insert)[] edits)
    {
        foreach (var (place, length, piece, insert) in edits)
        {
            var at = (int)(place * text.Length);
            text = text[..at] + (insert ? piece : "") + text[Math.Min(at + length, text.Length)..];
        }
        return text;
    }

    private static bool Check(string text)
    {
        var source = new SourceText("any.dark", text);
        var file = CanvasParser.ParseFile(source);
        SpanCheck.Verify(file.Syntax);
        SpanCheck.Verify(file.Diagnostics, source);
        var expr = CanvasParser.ParseExpression(source);
        SpanCheck.Verify(expr.Syntax, source);
        SpanCheck.Verify(expr.Diagnostics, source);
        var loaded = CanvasLoader.Load([source]);
        SpanCheck.Verify(loaded.Diagnostics, source);
        _ = Programs.Render(loaded.Diagnostics);
        return true;
    }
}
