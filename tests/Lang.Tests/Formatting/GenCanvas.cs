namespace DarkLang.Lang.Tests.Formatting;

/// <summary>Generates canvases with every construct of the language, in layouts that people would not choose.</summary>
internal sealed class GenCanvas(Random random)
{
    private static readonly string[] Atoms =
    [
        "x",
            "event",
            "longerName",
            "1",
            "-2",
            "3.50",
            "1e3",
            "true",
            "null",
            "___",
            "\"text\"",
            "\"a\\n\\u{1F600}\"",
            "'c'",
            "1.50m",
            "-0.10m",
            "$\"{x+1} of {f  y}\"",
            "\"\"\"raw\"\"\"",
        "\"\"\"two\n  lines\"\"\"", "Nothing", "Orders", "Date::now", "List::map", "DB::get?", "f?", "(+)", "[]", "{}",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "^", "++", "<", "<=", "==", "!=", "&&", "||"];

    private static readonly string[] Patterns =
    [
        "_",
            "y",
            "1",
            "-1",
            "-1.50m",
            "\"s\"",
            "Nothing",
            "(Just z)",
            "(a, b)",
            "[]",
            "[a, _]",
            "(h :: t)",
            "{ a; b }",
            "(Ok (Error e))",
            "((p :: q) :: r)",
    ];

    private static readonly string[] Types =
        ["Int", "Decimal", "[String]", "Option<Int>", "(Int, Bool)", "{ a: Int; b: [Int] }", "(Int -> Bool)", "(Int)"];

    private static readonly string[] Headers =
    [
        "worker w",
            "worker \"any name\" (e)",
            "WORKER   w2 ( e : { a : Int } )",
            "worker w3 with {retries: 3; timeout: 20s}",
            "cron c every 12hrs",
        "cron c2 Weekly  on MON,tue at 3:00 , 04:00 in \"Europe/Berlin\"",
            "cron c4 MONTHLY on  1,Last at 3:00",
        "cron c5 every  weekday",
        "cron c6 yearly  on 3-31 , 12-01 in \"UTC\"",
        "cron c3 \"0 6 1 * *\" with { overlap = true\n }",
            "http get /a/:b",
            "fn f (a: Int) (b : [Int]) : Int",
        "fn h (xs :  List< a >) (one:a) : (a, [b])",
        "fn g", "alert a on queue-depth 10 , dead", "test \"t\"",
    ];

    public string Canvas()
    {
        var items = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Item());
        return Litter(string.Join(Pick("\n", "\n\n", "\n\n\n"), items) + Pick("", "\n", "\n\n\n"));
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Item() => random.Next(12) switch
    {
        0 => $"type T{Pick("=", " = ", " =\n  ")}{{{Pick("", " ", "\n  ")}a: {Pick(Types)}"
            + $"{Pick(";", ",", "\n  ")} b : {Pick(Types)}{Pick("", "\n")}}}",
        1 => $"db D\n  a: {Pick(Types)}\n  b: {Pick(Types)}",
        2 => "secret KEY  =  env \"KEY\"",
        3 => Pick(Headers),
        4 or 5 => $"{Pick(Headers)} = {Expr(4, 3)}",
        _ => $"{Pick(Headers)}{Pick("", " =")}\n  {Block(2, 3)}",
    };

    /// <summary>Statements, the first of which starts at the current position, in column <paramref name="indent"/>.</summary>
    private string Block(int indent, int depth)
    {
        var separator = "\n" + new string(' ', indent);
        var statements = Enumerable.Range(0, random.Next(4)).Select(_ => Statement(indent, depth));
        return string.Concat(statements.Select(statement => statement + Pick("", "", "\n", "\n\n\n") + separator)) + Expr(indent, depth);
    }

    private string Statement(int indent, int depth) => Chance(60)
        ? $"let {Pick(Patterns)} {Pick("=", "  =  ")}{Body(indent, depth)}"
        : Expr(indent, depth);

    private string Body(int indent, int depth)
    {
        var deeper = indent + random.Next(1, 4);
        return depth > 0 && Chance(45) ? "\n" + new string(' ', deeper) + Block(deeper, depth - 1) : " " + Expr(indent, depth - 1);
    }

    private string Expr(int indent, int depth) => depth <= 0 ? Atom(0, 0) : random.Next(14) switch
    {
        < 4 => Open(indent, depth),
        4 or 5 => string.Join("", Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Gap(indent)}|> {Stage(indent, depth)}")
            .Prepend(First(indent, depth))),
        6 or 7 => string.Join("", Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => $"{Gap(indent)}{Pick(Operators)} {Pick("", "", "-")}{Call(indent, depth - 1)}").Prepend(First(indent, depth))),
        8 => $"-{Pick("", " ")}{Call(indent, depth)}",
        _ => Call(indent, depth),
    };

    /// <summary>An expression that extends to the end of its line or block.</summary>
    private string Open(int indent, int depth) => random.Next(4) switch
    {
        0 => $"if {Expr(indent, depth - 2)}{Gap(indent)}then{Body(indent, depth)}"
            + (Chance(70) ? $"{Gap(indent)}else{Body(indent, depth)}" : ""),
        1 => $"match {Call(indent, depth - 2)}{Pick("", " with")}{Arms(indent + 2, depth)}",
        2 => Lambda(indent, depth),
        _ => $"let {Pick(Patterns)} ={Body(indent, depth)}{Gap(indent)}in {Expr(indent, depth - 1)}",
    };

    /// <summary>A left operand of operators and pipes, including expressions that an operator at the start of a line ends.</summary>
    private string First(int indent, int depth) => Chance(30) ? Open(indent, depth - 1) : Call(indent, depth - 1);

    private string Gap(int indent) => Chance(50) ? " " : "\n" + new string(' ', indent + random.Next(0, 5));

    private string Arms(int indent, int depth) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        $"\n{new string(' ', indent)}{Pick("| ", "")}{Pick(Patterns)}{Pick("", " | 7", $"\n{new string(' ', indent)}| 8")}"
            + $"{(Chance(20) ? " when " + Expr(indent, 1) : "")} ->{Body(indent, depth)}"));

    private string Lambda(int indent, int depth) => $"{Pick("\\", "\\x ", "\\x, y ", "fun x ", "\\(Just z) ")}->{Body(indent, depth)}";

    private string Stage(int indent, int depth) => random.Next(5) switch
    {
        0 => Lambda(indent, depth - 1),
        1 => $"{Pick(Operators)} {Atom(indent, depth - 1)}",
        _ => Call(indent, depth - 1),
    };

    private string Call(int indent, int depth)
    {
        var arguments = Enumerable.Range(0, random.Next(4)).Select(_ => (Chance(15) ? Gap(indent + 1) : " ") + Atom(indent, depth - 1));
        var last = depth > 0 && Chance(20) ? " " + Lambda(indent, depth - 1) : "";
        return Atom(indent, depth - 1) + string.Concat(arguments) + last;
    }

    private string Atom(int indent, int depth) => depth <= 0 ? Pick(Atoms) : random.Next(9) switch
    {
        0 => $"({Expr(indent + 2, depth)})",
        1 => $"({Expr(indent + 2, depth - 1)},{Expr(indent + 2, depth - 1)})",
        2 => Entries("[", indent, _ => Expr(indent + 3, depth - 1), "]"),
        3 => Entries(Pick("{", "{", "{ r with"), indent, n => $"{Pick("a", "b", "in", "\"quoted\"")}{n}".Replace(
            "\"" + n, n + "\"", StringComparison.Ordinal) + Pick(": ", "=") + Expr(indent + 3, depth - 1), "}"),
        4 => Pick("event", "x", "(f y)") + "." + Pick("a", "b.c", "\"any text\"", "in"),
        _ => Pick(Atoms),
    };

    private string Entries(string open, int indent, Func<int, string> entry, string close)
    {
        var isBroken = Chance(40);
        var line = "\n" + new string(' ', indent + 3);
        var separator = isBroken ? line : Pick(", ", ";", "; ");
        return open + (isBroken ? line : " ") + string.Join(
            separator, Enumerable.Range(0, random.Next(4)).Select(entry)) + (isBroken ? "\n" + new string(' ', indent + 1) : "") + close;
    }

    /// <summary>Inserts comments and blank lines at the ends of lines, and extra spaces.</summary>
    private string Litter(string text)
    {
        var lines = text.Split('\n');
        var rate = random.Next(4) * 10;
        var number = 0;
        return string.Join('\n', lines.SelectMany(line =>
        {
            var littered = Chance(rate) ? [line + Pick(" ", "  ", "") + $"//{Pick("", "/", " ")}c{number++}"] : new List<string> { line };
            if (Chance(rate))
                littered.Add(new string(' ', random.Next(8)) + $"// own {number++}");
            if (Chance(rate / 2))
                littered.Add("");
            return littered;
        }));
    }
}
