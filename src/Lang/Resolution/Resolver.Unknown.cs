using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Testing;

namespace DarkLang.Lang.Resolution;

/// <summary>Reports unknown names, and suggests those that may have been meant.</summary>
internal sealed partial class Resolver
{
    private static readonly string[] UnsupportedModules = ["DB", "Http", "StaticAssets"];

    private Callee.Unknown Unknown(NameExpr name)
    {
        if (IsConsequence(name.Span))
            return new Callee.Unknown();
        if (name.Name == "event")
            ReportUnknownEvent(name);
        else if (ForeignWords.Find(name.Name) is var (message, help))
            ReportForeignWord(name.Span, message, help);
        else if (WorkerWithoutQuotes(name) is { } worker)
            ReportForeignWord(name.Span with { Length = worker.Length }, $"there is nothing named `{worker}`",
                $"put the name of a worker in quotes: `\"{worker}\"`");
        else
            Sink.Error(
                ResolutionCodes.UnknownName, At(name.Span), $"there is nothing named `{name.Name}`", "unknown name", HintFor(name.Name));
        return new Callee.Unknown();
    }

    /// <summary>Reports a word of another language. What follows it is in that language too, and is not reported.</summary>
    private void ReportForeignWord(Span span, string message, string help, string label = "unknown name")
    {
        Sink.Error(ResolutionCodes.UnknownName, At(span), message, label, help);
        Sink.MarkUnreadable(At(span));
    }

    /// <summary>Returns the name of a worker, which without quotes is read as names and minus signs.</summary>
    private string? WorkerWithoutQuotes(NameExpr name)
    {
        var end = name.Span.Start;
        while (end < source.Text.Length && (char.IsLetterOrDigit(source.Text[end]) || source.Text[end] is '-' or '_' or '.'))
            end++;
        var written = source.Text[name.Span.Start..end];
        return program.Declarations.FindWorker(written) is null ? null : written;
    }

    private void ReportUnknownEvent(NameExpr name)
    {
        if (kind == BodyKind.Cron)
        {
            Sink.Error(ResolutionCodes.CronHasNoInput, At(name.Span), "a cron has no input, so there is no `event` in it",
                "unknown in a cron", "`Date::now` is the time at which it runs");
            return;
        }
        var help = kind is BodyKind.Worker or BodyKind.Option && _scope.Root.Code.Parameters is [var parameter]
            ? $"this worker names its event `{parameter}`"
            : "only a worker has an `event`: pass the value to the function";
        Sink.Error(ResolutionCodes.UnknownName, At(name.Span), "there is nothing named `event`", "unknown name", help);
    }

    private Callee.Unknown Unknown(UpperNameExpr name)
    {
        // Unsupported datastores are reported once, where they are declared.
        if (program.Declarations.IsBroken(name.Name) || program.Declarations.HasDatastore(name.Name) || IsConsequence(name.Span))
            return new Callee.Unknown();
        var help = ForeignNames.Find(name.Name) is { } ours ? $"did you mean `{ours}`?" : HintFor(name.Name)
            ?? "names of variables and functions start with a lowercase letter";
        Sink.Error(ResolutionCodes.UnknownName, At(name.Span), $"there is nothing named `{name.Name}`", "unknown name", help);
        return new Callee.Unknown();
    }

    private string? HintFor(string name)
    {
        if (ForeignNames.Find(name) is { } ours)
            return $"did you mean `{ours}`?";
        var names = _scope.VisibleNames
            .Where(visible => visible.Length > 0)
            .Concat(program.Declarations.Functions.Select(function => function.Item.Name))
            .Concat(program.Library.Names.Where(full => !full.Contains("::", StringComparison.Ordinal)))
            .Concat(["Just", "Nothing", "Ok", "Error", "true", "false", "null"]);
        return NearestName.Of(name, names) is { } nearest ? $"did you mean `{nearest}`?" : InModules(name);
    }

    /// <summary>Reports <c>List.map</c>.</summary>
    private Node ReportDotAfterModule(UpperNameExpr module, FieldExpr field)
    {
        var written = $"{module.Name}::{field.Field}";
        var help = program.Library.Find(written) is not null
            ? $"write `{written}`"
            : HintFor(new LibraryNameExpr(field.Span, module.Name, field.Field, Rail: false)) ?? $"write `{written}`";
        ReportForeignWord(field.Span, "a `.` after a module name", help, "expected `::` between a module and its function");
        return Missing;
    }

    private Callee.Unknown Unknown(LibraryNameExpr name)
    {
        if (program.Library.Modules.Contains(name.Module) || name.Module == TestFunctions.Module)
            Sink.Error(ResolutionCodes.UnknownLibraryFunction, At(name.Span), $"the module {name.Module} has no function `{name.Name}`",
                "unknown function", HintFor(name));
        else if (UnsupportedModules.Contains(name.Module))
            Sink.Error(ResolutionCodes.ModuleNotSupported, At(name.Span),
                $"`{name.FullName}` can't be used: the module {name.Module} is not supported yet", "not supported yet");
        else
            Sink.Error(
                ResolutionCodes.UnknownModule, At(name.Span), $"there is no module {name.Module}", "unknown module", HintForModule(name));
        return new Callee.Unknown();
    }

    private string? HintFor(LibraryNameExpr name)
    {
        var names = name.Module == TestFunctions.Module ? TestFunctions.Names : NamesIn(name.Module);
        if (NearestName.Of(Program.WithoutVersion(name.Name), names) is { } nearest)
            return $"did you mean `{name.Module}::{nearest}`?";
        return InModules(name.FullName);
    }

    private string? HintForModule(LibraryNameExpr name)
    {
        var modules = program.Library.Modules.Where(module => module.Length > 0).ToArray();
        var near = NearestName.Several(name.Module, modules, 3);
        var withFunction = near.FirstOrDefault(module => NamesIn(module).Contains(Program.WithoutVersion(name.Name)));
        if (withFunction is not null)
            return $"did you mean `{withFunction}::{Program.WithoutVersion(name.Name)}`?";
        if (near.Count > 0)
        {
            var nearest = NearestName.Of(name.Name, NamesIn(near[0]));
            return nearest is null ? $"did you mean the module {near[0]}?" : $"did you mean `{near[0]}::{nearest}`?";
        }
        return InModules(name.Name) ?? $"the modules are {string.Join(", ", modules.Order(StringComparer.Ordinal))}";
    }

    /// <summary>Suggests functions of this name in any module, and those that other languages call so.</summary>
    private string? InModules(string function)
    {
        const int shown = 6;
        var found = LibrarySearch.Find(program.Library, function).Take(shown + 1).Select(one => $"`{one.Name}`").ToArray();
        return found.Length is > 0 and <= shown
            ? $"did you mean {string.Join(", ", found[..^1])}{(found.Length > 1 ? " or " : "")}{found[^1]}?"
            : null;
    }

    private IEnumerable<string> NamesIn(string module) =>
        program.Library.Names.Where(full => full.StartsWith($"{module}::", StringComparison.Ordinal))
            .Select(full => full[(module.Length + 2)..]);
}
