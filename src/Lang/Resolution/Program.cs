using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Testing;

namespace DarkLang.Lang.Resolution;

/// <summary>The state that the resolvers of all bodies share.</summary>
internal sealed class Program(Declarations declarations, DeclaredTypes types, List<StackFrame> sites, DiagnosticSink sink, bool hasCanvas)
{
    public Declarations Declarations { get; } = declarations;

    public DeclaredTypes Types { get; } = types;

    public DiagnosticSink Sink { get; } = sink;

    public LibraryCatalog Library { get; } = LibraryCatalog.Standard;

    /// <summary>False for a standalone expression, for which no workers are known.</summary>
    public bool HasCanvas { get; } = hasCanvas;

    /// <summary>Whether the code is built for recording: it runs slower, and every expression reports its value.</summary>
    public bool Records { get; init; }

    /// <summary>Whether a test may replace each function of the canvas.</summary>
    public bool HasStubs { get; init; }

    public List<StackFrame> Sites { get; } = sites;

    /// <summary>The event types of the workers that declare one.</summary>
    public Dictionary<string, EventType> EventTypes { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Whether the code resolved so far has a function that reaches the outside.</summary>
    public bool CallsOutside { get; private set; }

    public LibraryFunction? FindLibrary(LibraryNameExpr name)
    {
        var function = name.Module == TestFunctions.Module
            ? TestFunctions.Find(name.FullName)
            : Library.Find(name.FullName) ?? Library.Find($"{name.Module}::{WithoutVersion(name.Name)}");
        CallsOutside |= function is { Effect: LibraryEffect.Outside };
        return function;
    }

    /// <summary>Dark marked newer versions of a function as <c>name_v2</c>; here every function has one version.</summary>
    public static string WithoutVersion(string name)
    {
        var at = name.LastIndexOf("_v", StringComparison.Ordinal);
        return at > 0 && at + 2 < name.Length && name.AsSpan(at + 2).ContainsAnyExceptInRange('0', '9') is false ? name[..at] : name;
    }

    /// <summary>Returns the program for an expression outside the canvas, which reports to another sink and knows no workers.</summary>
    public Program With(DiagnosticSink other) => new(Declarations, Types, Sites, other, hasCanvas: false) { EventTypes = EventTypes };

    public int AddSite(string function, Location at)
    {
        Sites.Add(new StackFrame(function, at));
        return Sites.Count - 1;
    }
}
