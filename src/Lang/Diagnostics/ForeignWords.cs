namespace DarkLang.Lang.Diagnostics;

/// <summary>Words that do something in other languages and mean nothing here, with what is written instead.</summary>
internal static class ForeignWords
{
    /// <summary>The one hint for a word that stands where a statement or a value was expected; null for a word like any other.</summary>
    public static (string Message, string Help)? Find(string word) => word switch
    {
        "return" => ("there is no `return`", "leave it out: the last line of a block is its value"),
        "for" or "foreach" =>
            ("there are no `for` loops", "write `list |> List::map \\x -> …`; List::filter and List::fold go through a list too"),
        "while" or "loop" or "until" =>
            ("there are no loops", "go through a list with `List::map` or `List::fold`, or let a `fn` call itself"),
        "switch" or "case" => ($"there is no `{word}`", "write `match value with`, and below it a line for each case: `| 0 -> …`"),
        "elif" or "elseif" or "elsif" => ($"there is no `{word}`", "write `else if … then …`"),
        "unless" => ("there is no `unless`", "write `if Bool::not condition then …`"),
        "end" or "begin" => ($"there is no `{word}`", "leave it out: a block is what is indented alike"),
        "try" or "catch" or "finally" =>
            ("there are no exceptions to catch", "what can fail gives a Result: match it with `| Ok value -> …` and `| Error reason -> …`"),
        "throw" or "raise" or "panic" or "failwith" => ($"there is no `{word}`", "give `Error \"what is wrong\"` as the value"),
        "await" or "async" => ($"there is no `{word}`", "leave it out: lines run one after the other, each when the one before is done"),
        "new" => ("there is no `new`", "leave it out: values are written as they are, or come from functions such as `Date::now`"),
        "this" or "self" => ($"there is no `{word}`", "what was emitted to a worker is its `event`"),
        "lambda" or "function" or "func" => ($"there is no `{word}`", "a lambda is written `\\x -> …`"),
        "and" => ("there is no operator `and`", "write `&&`"),
        "or" => ("there is no operator `or`", "write `||`"),
        "not" =>
            ("there is no operator `not`", "write `Bool::not`, with parentheses around what is more than a name: `Bool::not (a && b)`"),
        "assert" or "expect" => ($"there is no `{word}`", "leave it out: the last line of a test is what must be true"),
        "is" => ("there is no operator `is`", "compare with `==`, or look at the form of a value with `match`"),
        "where" => ("there is no `where`", "give the value a name with `let`, on a line above"),
        "mod" => ("there is no operator `mod`", "write `%`"),
        "print" or "println" or "printfn" or "console" or "puts" or "echo" =>
            (
                $"there is no `{word}`",
                "write `Log::info \"text\" { name: value }`; the value of each run is in its trace anyway: `dark trace show`"),
        "import" or "using" or "open" or "require" or "from" or "include" =>
            ($"there is no `{word}`", "leave it out: every module of the library is at hand, and `dark run` takes several files"),
        _ => null,
    };

    /// <summary>Words that begin a statement of their own kind, so that nobody takes them for the name of a function.</summary>
    public static bool IsControl(string word) =>
        word is "for" or "foreach" or "while" or "until" or "switch" or "case" or "elif" or "elseif" or "elsif"
        or "unless" or "try" or "catch" or "finally" or "return" or "throw" or "raise" or "await" or "async";

    /// <summary>The item that a word which begins a line in another language is most like.</summary>
    public static string? Item(string word) => word switch
    {
        "def" or "function" or "func" or "fun" or "let" or "const" or "var" or "val" => "fn",
        "job" or "queue" or "task" or "handler" or "consumer" or "on" => "worker",
        "schedule" or "every" or "timer" => "cron",
        "class" or "struct" or "record" or "interface" => "type",
        _ => null,
    };
}
