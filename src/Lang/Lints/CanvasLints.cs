using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>Warnings about code that runs, but is probably not meant. In doubt, or in a body with an error, nothing is reported.</summary>
internal static class CanvasLints
{
    public static void Run(IReadOnlyList<FileSyntax> files, DiagnosticSink sink)
    {
        var bodies = files.SelectMany(file => file.Items.Select(item => LintedBody.Of(item, file.Source))).OfType<LintedBody>().ToList();
        var functions = FunctionsOf(bodies);
        var purity = new Purity(functions);
        var ends = files.SelectMany(EndsOf).ToDictionary();
        foreach (var body in bodies.Where(body => !sink.HasErrorIn(body.At(Span.FromBounds(body.Item.Span.Start, ends[body.Item])))))
        {
            UnusedNames(body, purity, sink);
            HiddenFunctions(body, functions, sink);
            new ExpressionLints(body, purity, sink).Check(body.Body);
            EndlessEmit.Check(body, sink);
        }
        // A name that could not be found, or a text that could not be read, may be the use of a function.
        if (!sink.HasError)
            UnusedFunctions(bodies, functions, sink);
    }

    /// <summary>Returns the functions by name; a second one of the same name is already reported.</summary>
    private static Dictionary<string, LintedBody> FunctionsOf(IEnumerable<LintedBody> bodies) =>
        bodies.Where(body => body.Item is FnItem).DistinctBy(body => ((FnItem)body.Item).Name)
            .ToDictionary(body => ((FnItem)body.Item).Name, StringComparer.Ordinal);

    /// <summary>Returns where the text of each item ends: its span may leave out what could not be read.</summary>
    private static IEnumerable<KeyValuePair<Item, int>> EndsOf(FileSyntax file) => file.Items.Select((item, index) =>
        KeyValuePair.Create(item, index + 1 < file.Items.Count ? file.Items[index + 1].Span.Start : file.Source.Text.Length));

    private static bool IsExempt(string name) => name.StartsWith('_');

    private static void UnusedNames(LintedBody body, Purity purity, DiagnosticSink sink)
    {
        foreach (var binding in body.Names.Bindings.Where(binding => !binding.IsUsed && !IsExempt(binding.Name)))
        {
            if (binding is { Kind: BindingKind.Let, Value: { } value })
            {
                sink.Warning(LintCodes.UnusedLet, body.At(binding.Span), $"`{binding.Name}` is never used", "bound here",
                    purity.IsPure(value, body.Names)
                        ? $"remove the line, or rename it to `_{binding.Name}` to keep it"
                        : $"remove `let {binding.Name} =`, or rename it to `_{binding.Name}`");
            }
            else if (binding.Kind == BindingKind.Parameter)
            {
                var isEvent = body.Item is WorkerItem;
                sink.Warning(
                    LintCodes.UnusedParameter, body.At(binding.Span), $"the parameter `{binding.Name}` is never used",
                    isEvent ? "the event of this worker" : "every call must pass a value for it",
                    isEvent
                        ? $"remove `({binding.Name})`, or rename it to `_{binding.Name}`"
                        : $"remove it here and in the calls, or rename it to `_{binding.Name}`");
            }
        }
    }

    /// <summary>Warns of a call of a variable that is not a function and hides one.</summary>
    private static void HiddenFunctions(LintedBody body, Dictionary<string, LintedBody> functions, DiagnosticSink sink)
    {
        foreach (var binding in body.Names.Bindings.Where(binding => binding.Calls.Count > 0 && !binding.MayBeFunction))
        {
            if (!functions.ContainsKey(binding.Name) && LibraryCatalog.Standard.Find(binding.Name) is null)
                continue;
            sink.Warning(
                LintCodes.HiddenFunction, body.At(binding.Calls[0]), $"`{binding.Name}` is a value here, not the function `{binding.Name}`",
                "can't be called", "rename the value", new Diagnostics.RelatedPlace(body.At(binding.Span), "this hides the function"));
        }
    }

    /// <summary>Warns of unused functions. A file with only functions is for other files, so their use is not known.</summary>
    private static void UnusedFunctions(List<LintedBody> bodies, Dictionary<string, LintedBody> functions, DiagnosticSink sink)
    {
        if (!bodies.Exists(body => body.Item is WorkerItem or CronItem or AlertItem))
            return;
        var used = FindUsed(bodies, functions);
        foreach (var body in bodies)
        {
            if (body.Item is FnItem fn && !used.Contains(fn.Name) && !IsExempt(fn.Name))
                sink.Warning(LintCodes.UnusedFunction, body.At(fn.NameSpan), $"the function `{fn.Name}` is never used",
                    "no worker, cron or test calls it", $"remove it, or rename it to `_{fn.Name}` to keep it");
        }
    }

    /// <summary>Returns the functions that handlers and tests use, and those that these functions use.</summary>
    private static HashSet<string> FindUsed(List<LintedBody> bodies, Dictionary<string, LintedBody> functions)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<LintedBody>(bodies.Where(body => body.Item is not FnItem));
        while (open.TryPop(out var body))
        {
            foreach (var name in body.Names.FreeNames.Concat(body.NamesInOptions))
            {
                if (functions.TryGetValue(name, out var function) && used.Add(name))
                    open.Push(function);
            }
        }
        return used;
    }
}
