using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>
/// Warnings about code that runs and is most likely not what was meant. They are for canvases without errors, and where anything
/// speaks for the code as it is, nothing is said.
/// </summary>
internal static class CanvasLints
{
    public static void Run(IReadOnlyList<FileSyntax> files, DiagnosticSink sink)
    {
        var bodies = files.SelectMany(file => file.Items.Select(item => LintedBody.Of(item, file.Source))).OfType<LintedBody>().ToList();
        var functions = bodies.Where(body => body.Item is FnItem).ToDictionary(body => ((FnItem)body.Item).Name, StringComparer.Ordinal);
        var purity = new Purity(functions);
        foreach (var body in bodies)
        {
            UnusedNames(body, purity, sink);
            HiddenFunctions(body, functions, sink);
            new ExpressionLints(body, purity, sink).Check(body.Body);
            EndlessEmit.Check(body, sink);
        }
        UnusedFunctions(bodies, sink);
    }

    private static bool IsExempt(string name) => name.StartsWith('_');

    private static void UnusedNames(LintedBody body, Purity purity, DiagnosticSink sink)
    {
        foreach (var binding in body.Names.Bindings.Where(binding => !binding.IsUsed && !IsExempt(binding.Name)))
        {
            if (binding is { Kind: BindingKind.Let, Value: { } value })
            {
                sink.Warning(LintCodes.UnusedLet, body.At(binding.Span), $"`{binding.Name}` is never used", "given a value here",
                    purity.IsPure(value, body.Names)
                        ? $"take the line away, or call it `_{binding.Name}` to keep it"
                        : $"leave `let {binding.Name} =` out, or call it `_{binding.Name}`");
            }
            else if (binding.Kind == BindingKind.Parameter)
            {
                var isEvent = body.Item is WorkerItem;
                sink.Warning(
                    LintCodes.UnusedParameter,
                    body.At(binding.Span),
                    $"the parameter `{binding.Name}` is never used",
                    isEvent ? "the event of this worker" : "every call must give it a value",
                    isEvent
                        ? $"leave `({binding.Name})` out, or call it `_{binding.Name}`"
                        : $"take it away here and in the calls, or call it `_{binding.Name}`");
            }
        }
    }

    /// <summary>A variable that is no function is called where a function of its name exists.</summary>
    private static void HiddenFunctions(LintedBody body, Dictionary<string, LintedBody> functions, DiagnosticSink sink)
    {
        foreach (var binding in body.Names.Bindings.Where(binding => binding.Calls.Count > 0 && !binding.MayBeFunction))
        {
            if (!functions.ContainsKey(binding.Name) && LibraryCatalog.Standard.Find(binding.Name) is null)
                continue;
            sink.Warning(
                LintCodes.HiddenFunction,
                body.At(binding.Calls[0]),
                $"`{binding.Name}` is a value here, not the function `{binding.Name}`",
                "can't be called",
                "give the value another name", new Diagnostics.RelatedPlace(body.At(binding.Span), "this hides the function"));
        }
    }

    /// <summary>A file of functions alone is made for other files; then nobody knows what is used.</summary>
    private static void UnusedFunctions(List<LintedBody> bodies, DiagnosticSink sink)
    {
        if (!bodies.Exists(body => body.Item is WorkerItem or CronItem or AlertItem))
            return;
        var used = Reached(bodies);
        foreach (var body in bodies)
        {
            if (body.Item is FnItem fn && !used.Contains(fn.Name) && !IsExempt(fn.Name))
                sink.Warning(
                    LintCodes.UnusedFunction,
                    body.At(fn.NameSpan),
                    $"the function `{fn.Name}` is never used",
                    "no worker, cron or test gets here",
                    $"take it away, or call it `_{fn.Name}` to keep it");
        }
    }

    /// <summary>The functions that handlers and tests use, and those that these use.</summary>
    private static HashSet<string> Reached(List<LintedBody> bodies)
    {
        var functions = bodies.Where(body => body.Item is FnItem).ToDictionary(body => ((FnItem)body.Item).Name, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<LintedBody>(bodies.Where(body => body.Item is not FnItem));
        while (open.TryPop(out var body))
        {
            foreach (var name in body.Names.Outside)
            {
                if (functions.TryGetValue(name, out var function) && used.Add(name))
                    open.Push(function);
            }
        }
        return used;
    }
}
