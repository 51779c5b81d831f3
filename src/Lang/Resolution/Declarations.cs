using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>A function of the canvas, with the code that its calls are bound to.</summary>
internal sealed record DeclaredFunction(FnItem Item, SourceText Source)
{
    /// <summary>Set when all names are declared, before any body is resolved.</summary>
    public FunctionCode Code { get; set; } = null!;
}

/// <summary>The names that the items of all files declare, collected before any body is resolved.</summary>
internal sealed class Declarations
{
    private readonly Dictionary<(string Kind, string Name), Location> _first = [];
    private readonly Dictionary<string, DeclaredFunction> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _brokenNames = new(StringComparer.Ordinal);
    private readonly DiagnosticSink _sink;

    public Declarations(IReadOnlyList<FileSyntax> files, DiagnosticSink sink)
    {
        _sink = sink;
        foreach (var file in files)
        {
            foreach (var item in file.Items)
                Declare(item, file.Source);
        }
    }

    public IReadOnlyCollection<DeclaredFunction> Functions => _functions.Values;

    public IEnumerable<string> Workers => NamesOf("worker");

    public IEnumerable<string> Crons => NamesOf("cron");

    public IEnumerable<string> Types => NamesOf("type");

    public DeclaredFunction? FindFunction(string name) => _functions.GetValueOrDefault(name);

    public Location? FindWorker(string name) => Find("worker", name);

    public bool HasType(string name) => Find("type", name) is not null;

    public bool HasDatastore(string name) => Find("db", name) is not null;

    /// <summary>Whether the name is that of an item that could not be read, which is already reported.</summary>
    public bool IsBroken(string name) => _brokenNames.Contains(name);

    private void Declare(Item item, SourceText source)
    {
        if (item is BrokenItem { Name: { } broken })
            _brokenNames.Add(broken);
        else if (NameOf(item) is var (kind, name, span) && Add(kind, name, new Location(source, span)) && item is FnItem fn)
            _functions.Add(name, new DeclaredFunction(fn, source));
    }

    private static (string Kind, string Name, Span Span)? NameOf(Item item) => item switch
    {
        FnItem fn => ("fn", fn.Name, fn.NameSpan),
        WorkerItem worker => ("worker", worker.Name.Text, worker.Name.Span),
        // An alert has a queue like a worker, and the queue has its name.
        AlertItem alert => ("worker", alert.Name.Text, alert.Name.Span),
        CronItem cron => ("cron", cron.Name.Text, cron.Name.Span),
        TestItem test => ("test", test.Name, test.NameSpan),
        TypeItem type => ("type", type.Name, type.NameSpan),
        DbItem db => ("db", db.Name, db.NameSpan),
        _ => null,
    };

    private bool Add(string kind, string name, Location at)
    {
        if (_first.TryAdd((kind, name), at))
            return true;
        var first = _first[(kind, name)];
        _sink.Error(ResolutionCodes.DuplicateDefinition, at, $"there are two {Plural(kind)} named \"{name}\"", "defined again here",
            "rename one of them", new RelatedPlace(first, "first defined here"));
        return false;
    }

    private Location? Find(string kind, string name) => _first.TryGetValue((kind, name), out var at) ? at : null;

    private IEnumerable<string> NamesOf(string kind) => _first.Keys.Where(key => key.Kind == kind).Select(key => key.Name);

    private static string Plural(string kind) => kind switch
    {
        "fn" => "functions",
        "db" => "datastores",
        _ => kind + "s",
    };
}
