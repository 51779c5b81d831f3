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
        switch (item)
        {
            case FnItem fn when Add("fn", fn.Name, new Location(source, fn.NameSpan)):
                _functions.Add(fn.Name, new DeclaredFunction(fn, source));
                break;
            case WorkerItem worker:
                Add("worker", worker.Name.Text, new Location(source, worker.Name.Span));
                break;
            case AlertItem alert:
                // An alert has a queue like a worker, and the queue has its name.
                Add("worker", alert.Name.Text, new Location(source, alert.Name.Span));
                break;
            case CronItem cron:
                Add("cron", cron.Name.Text, new Location(source, cron.Name.Span));
                break;
            case TestItem test:
                Add("test", test.Name, new Location(source, test.NameSpan));
                break;
            case TypeItem type:
                Add("type", type.Name, new Location(source, type.NameSpan));
                break;
            case DbItem db:
                Add("db", db.Name, new Location(source, db.NameSpan));
                break;
            case BrokenItem { Name: { } name }:
                _brokenNames.Add(name);
                break;
        }
    }

    private bool Add(string kind, string name, Location at)
    {
        if (_first.TryAdd((kind, name), at))
            return true;
        var first = _first[(kind, name)];
        _sink.Error(
            ResolutionCodes.DuplicateDefinition, at, $"there are two {Plural(kind)} named \"{name}\"", "defined again here",
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
