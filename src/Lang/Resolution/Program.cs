using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Resolution;

/// <summary>What the resolvers of all bodies share.</summary>
internal sealed class Program(Declarations declarations, List<StackFrame> sites, DiagnosticSink sink, bool hasCanvas)
{
    public Declarations Declarations { get; } = declarations;

    public DiagnosticSink Sink { get; } = sink;

    public LibraryCatalog Library { get; } = LibraryCatalog.Standard;

    /// <summary>False for an expression on its own, where no worker can be known.</summary>
    public bool HasCanvas { get; } = hasCanvas;

    /// <summary>Whether the code is made to be recorded: slower, and every expression tells its value.</summary>
    public bool Records { get; init; }

    public List<StackFrame> Sites { get; } = sites;

    public int AddSite(string function, Location at)
    {
        Sites.Add(new StackFrame(function, at));
        return Sites.Count - 1;
    }
}
