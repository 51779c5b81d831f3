namespace DarkLang.Lang.Diagnostics;

/// <summary>Words of other languages that mean nothing here, and what to write instead.</summary>
internal static class ForeignWords
{
    /// <summary>Returns the message and hint for a word that stands in place of a statement or value; null for an ordinary word.</summary>
    public static (string Message, string Help)? Find(string word) => word switch
    {
        "return" => ("there is no `return`", "remove it: the last line of a block is its value"),
        "for" or "foreach" =>
            ("there are no `for` loops", "write `list |> List::map \\x -> …`; `List::filter` and `List::fold` go through a list too"),
        "while" or "loop" or "until" =>
            ("there are no loops", "go through a list with `List::map` or `List::fold`, or let a `fn` call itself"),
        "switch" or "case" => ($"there is no `{word}`", "write `match value with`, and below it a line for each case: `| 0 -> …`"),
        "elif" or "elseif" or "elsif" => ($"there is no `{word}`", "write `else if … then …`"),
        "unless" => ("there is no `unless`", "write `if Bool::not condition then …`"),
        "end" or "begin" => ($"there is no `{word}`", "remove it: the indentation marks the block"),
        "try" or "catch" or "finally" =>
            ("there are no exceptions to catch",
                "what can fail returns a Result: match it with `| Ok value -> …` and `| Error reason -> …`"),
        "throw" or "raise" or "panic" or "failwith" or "abort" or "exit" =>
            ($"there is no `{word}`", "write `fail \"what is wrong\"`, which ends the run as failed"),
        "sleep" or "wait" =>
            ($"there is no `{word}`", "write `emitAfter event 60 \"worker\"`, which runs the worker in 60 seconds: nothing waits for it"),
        "format" or "sprintf" => ($"there is no `{word}`", "write `$\"text {value}\"`"),
        "await" or "async" => ($"there is no `{word}`", "remove it: lines run one after the other"),
        "new" => ("there is no `new`", "remove it: write a value directly, or call a function such as `Date::now`"),
        "this" or "self" => ($"there is no `{word}`", "a worker receives its input as `event`"),
        "lambda" or "function" or "func" => ($"there is no `{word}`", "write a lambda as `\\x -> …`"),
        "and" => ("there is no operator `and`", "write `&&`"),
        "or" => ("there is no operator `or`", "write `||`"),
        "not" => ("there is no operator `not`", "write `Bool::not a`, or with parentheses `Bool::not (a && b)`"),
        "assert" or "expect" => ($"there is no `{word}`", "remove it: the last line of a test must be true"),
        "is" => ("there is no operator `is`", "compare with `==`, or check the form of a value with `match`"),
        "where" => ("there is no `where`", "bind the value with `let` on a line above"),
        "mod" => ("there is no operator `mod`", "write `%`"),
        "print" or "println" or "printfn" or "console" or "puts" or "echo" =>
            ($"there is no `{word}`",
                "write `Log::info \"text\" { name: value }`; the value of each run is also in its trace: `dark trace show`"),
        "import" or "using" or "open" or "require" or "from" or "include" =>
            ($"there is no `{word}`", "remove it: every module of the library is available, and `dark run` takes several files"),
        _ => null,
    };

    /// <summary>Whether a word starts a statement in other languages, so that it is not read as the name of a function.</summary>
    public static bool IsControl(string word) =>
        word is "for" or "foreach" or "while" or "until" or "switch" or "case" or "elif" or "elseif" or "elsif"
        or "unless" or "try" or "catch" or "finally" or "return" or "throw" or "raise" or "await" or "async";

    /// <summary>Returns the item that is most like the one a word starts in other languages.</summary>
    public static string? Item(string word) => word switch
    {
        "def" or "function" or "func" or "fun" or "let" or "const" or "var" or "val" => "fn",
        "job" or "queue" or "task" or "handler" or "consumer" or "on" => "worker",
        "schedule" or "every" or "timer" => "cron",
        "class" or "struct" or "record" or "interface" => "type",
        _ => null,
    };
}
