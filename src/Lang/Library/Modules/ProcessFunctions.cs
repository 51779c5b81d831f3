using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class ProcessFunctions
{
    private static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(30);

    public static LibraryFunction[] All() =>
    [
        Outside("Process::run", "program: String, arguments: List<String>, options: Dict<a>", "Result<Dict<a>, String>",
            "Runs a program, without a shell, and waits until it ends. The options are `timeout` in seconds (30), `stdin` as a String or "
                + "Bytes, and `env` with variables. The result is a record of `exitCode`, `stdout` and `stderr`: Strings, or Bytes if "
                + "they are not UTF-8. The program and what it starts end with the attempt. Needs `dark run --allow-run`.",
            """Process::run "cat" [] { stdin: "text" } = Ok { exitCode: 0; stdout: "text"; stderr: "" }""",
            errors: "returns an Error if the program can't be started, does not end in time, or prints more than 1 MB; ends the run if the "
                + "program is not allowed, or for an option that it does not have",
            static (execution, a) => Run(execution, a[0].AsString, a[1].AsList, a[2].AsDict)),
    ];

    private static Value Run(Execution execution, string program, ListValue arguments, DictValue options)
    {
        var fields = new OptionFields("Process::run", options, "timeout", "stdin", "env");
        var words = new List<string>(arguments.Count);
        for (var i = 0; i < arguments.Count; i++)
            words.Add(arguments[i].IsString
                ? arguments[i].AsString : throw LibraryError.WrongItem("Process::run", "arguments", "Strings", i, arguments[i]));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = fields.Dict("env");
        for (var i = 0; i < given.Count; i++)
            environment[given.Keys[i]] = ValueText.ToText(given.Values[i], execution.Limits.TextLength);
        var call = new ProcessCall(program, words, fields.Content("stdin"), environment, fields.Timeout(StandardTimeout));
        return execution.Host.Effects.Outside.Run(call, execution.Cancellation) switch
        {
            ProcessAnswer.Ended ended => Value.Ok(Record(ended)),
            ProcessAnswer.Failed failed => Value.Error(Value.String(failed.Why)),
            _ => throw new UnreachableException(),
        };
    }

    private static Value Record(ProcessAnswer.Ended ended)
    {
        var record = new DictBuilder(3);
        record.Set("exitCode", Value.Int(ended.ExitCode));
        record.Set("stdout", OutsideText.Of(ended.Output));
        record.Set("stderr", OutsideText.Of(ended.Errors));
        return Value.Of(record.ToDict());
    }
}
