using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Resolution;

/// <summary>
/// The options of a worker that can be set while it runs. They are constants, and apply to attempts that start from then on.
/// </summary>
public static class SettableOptions
{
    /// <summary>Takes the option back: the value of the file applies again.</summary>
    public const string FileValue = "default";

    public const int LongestValue = 100;

    public static IReadOnlyList<string> Names { get; } = ["concurrency", "rate", "retries", "timeout", "priority"];

    /// <summary>Reads a value as the check reads it in a canvas. Returns the options with it, and otherwise what is wrong.</summary>
    public static HandlerOptions? Read(string name, string value, out string? problem)
    {
        problem = ProblemOfName(name);
        if (problem is not null)
            return null;
        var text = Written(name, value);
        var loaded = CanvasLoader.Load([new SourceText("set", $"worker w with {{ {name}: {text} }}\n  1\n")], Checks.Names);
        if (loaded.Diagnostics.FirstOrDefault(found => found.Severity == Severity.Error) is { } error)
            problem = $"{error.Message}: {string.Join("; ", new[] { error.Label, error.Help }.OfType<string>())}";
        else if (loaded.Canvas is not { Workers: [{ Options: { PriorityOf: null, Written: [var only] } options }] } || only.Name != name)
            problem = $"`{name}` takes one constant value";
        else
            return options;
        return null;
    }

    /// <summary>Returns the value as a canvas writes it: a rate is quoted.</summary>
    public static string Written(string name, string value) =>
        name == "rate" && !value.Contains('"', StringComparison.Ordinal) ? $"\"{value.Trim()}\"" : value.Trim();

    /// <summary>Returns the options with one of them taken from others.</summary>
    public static HandlerOptions With(HandlerOptions options, string name, HandlerOptions set) => name switch
    {
        "concurrency" => options with { Concurrency = set.Concurrency },
        "rate" => options with { Rate = set.Rate },
        "retries" => options with { Retries = set.Retries },
        "timeout" => options with { Timeout = set.Timeout },
        "priority" => options with { Priority = set.Priority },
        _ => throw new UnreachableException(),
    };

    private static string? ProblemOfName(string name)
    {
        if (Names.Contains(name))
            return null;
        var settable = $"{string.Join(", ", Names.SkipLast(1))} and {Names[^1]} can be set while a worker runs";
        return OptionReader.IsOptionOfWorker(name)
            ? $"`{name}` is set in the file only: {settable}"
            : $"a worker has no option `{name}`: {(NearestName.Of(name, Names) is { } nearest ? $"did you mean `{nearest}`?" : settable)}";
    }
}
