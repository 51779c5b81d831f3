using System.Runtime.CompilerServices;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Evaluation;

/// <summary>One run of a program: its host, its limits, the steps it has left, and its call stack.</summary>
public sealed class Execution(IHost host, Limits limits, CancellationToken cancellation)
{
    // Powers of two: steps and depth are checked in full only once per this many, which costs almost nothing in between.
    private const int StepsBetweenChecks = 256;
    private const int CallsBetweenChecks = 4;

    // Smaller allocations are counted with the steps.
    private const int LargeBytes = 64 * 1024;

    private long _stepsLeft = limits.Steps < long.MaxValue ? limits.Steps + 1 : long.MaxValue;

    // For each call on the stack, the index in Sites of the place being evaluated. Only the entries up to Depth are valid, and the
    // length is always a multiple of CallsBetweenChecks.
    private int[] _sites = new int[8];
    private Clusters? _clusters;

    public IHost Host { get; } = host;

    public Limits Limits { get; } = limits;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Null if the memory of the run is not bounded.</summary>
    public IMemoryGuard? Memory { get; init; }

    /// <summary>The place being evaluated: during a library call, that call.</summary>
    public Location At => Sites is { } sites && sites.Count > 0 ? sites[_sites[Depth]].At : default;

    /// <summary>The place from which the running function was called.</summary>
    internal Location CalledFrom => Depth > 1 ? Sites![_sites[Depth - 1]].At : default;

    /// <summary>Null unless the run is recorded.</summary>
    internal Recorder? Recorder { get; init; }

    /// <summary>The places in the program being run.</summary>
    internal IReadOnlyList<StackFrame>? Sites { get; set; }

    /// <summary>The declared event types of the program's workers, by name.</summary>
    internal IReadOnlyDictionary<string, EventType>? EventTypes { get; set; }

    /// <summary>The types that the program declares.</summary>
    internal IDeclaredTypes? Types { get; set; }

    /// <summary>The depth of the call stack.</summary>
    internal int Depth { get; private set; }

    /// <summary>
    /// Counts a step: every call and every element of a library loop is one. Ends the run if no steps are left or it was cancelled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if ((--_stepsLeft & (StepsBetweenChecks - 1)) == 0)
            CheckSteps();
    }

    /// <summary>Counts several steps at once.</summary>
    public void Step(long count)
    {
        var before = _stepsLeft;
        _stepsLeft -= count;
        if (_stepsLeft <= 0 || before / StepsBetweenChecks != _stepsLeft / StepsBetweenChecks)
            CheckSteps();
    }

    /// <summary>Ends the run if it can't hold something large that it is about to make.</summary>
    internal void RequireMemory(long bytes)
    {
        if (bytes < LargeBytes)
            return;
        Cancellation.ThrowIfCancellationRequested();
        Memory?.Check(bytes);
    }

    /// <summary>Ends the run if it was cancelled, before a call that may take far longer than others: it counts as one step too.</summary>
    internal void CheckEnd()
    {
        Cancellation.ThrowIfCancellationRequested();
        Memory?.Check(0);
    }

    /// <summary>Finds the clusters of a text. The last result is cached, so a loop that slices one text scans it only once.</summary>
    internal Clusters ClustersOf(string text)
    {
        if (ReferenceEquals(_clusters?.Text, text))
            return _clusters;
        Step(text.Length / 16);
        return _clusters = new Clusters(text);
    }

    /// <summary>Sets the place that the running function is evaluating, before it calls another function or fails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Visit(int site) => _sites[Depth] = site;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        Step();
        if ((++Depth & (CallsBetweenChecks - 1)) == 0)
            CheckDepth();
    }

    // An exception does not call this. The code that catches one reads the call stack first and then returns to its own depth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Leave() => Depth--;

    internal void ReturnTo(int depth) => Depth = depth;

    /// <summary>Returns an error of the running function at the given place.</summary>
    internal RuntimeErrorException Fail(int site, string code, string message, string? help = null)
    {
        Visit(site);
        return new RuntimeErrorException(code, message, help);
    }

    /// <summary>Returns the place being evaluated and the calls around it, innermost first.</summary>
    internal List<StackFrame> CallStack()
    {
        // Depth 0 is the interpreter itself.
        var frames = new List<StackFrame>();
        for (var depth = Depth; depth > 0; depth--)
            frames.Add(Sites![_sites[depth]]);
        return frames;
    }

    /// <summary>Ends the run if a deep expression has used up the native stack. Calls check this themselves.</summary>
    internal void CheckStack(int site)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Visit(site);
            throw TooDeep();
        }
    }

    private void CheckSteps()
    {
        if (_stepsLeft <= 0)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.StepLimit, $"the run took more than {Limits.Steps} steps",
                "look for a loop or a recursion that never ends");
        CheckEnd();
    }

    private void CheckDepth()
    {
        if (Depth > Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // The call did not happen: the caller failed.
            Depth--;
            throw TooDeep();
        }
        if (Depth + CallsBetweenChecks > _sites.Length)
            Array.Resize(ref _sites, _sites.Length * 2);
    }

    private RuntimeErrorException TooDeep() => new(
        RuntimeErrorCodes.DepthLimit, $"the calls are nested too deeply ({Depth} levels)",
        "look for a recursion that never ends, or use a library function such as `List::fold`");
}

/// <summary>The limits of one run.</summary>
/// <param name="Steps">Calls and elements of library loops.</param>
/// <param name="Depth">Nested calls.</param>
/// <param name="TextLength">UTF-16 units of a String, or bytes of a Bytes value.</param>
/// <param name="ListLength">Entries of a List or Dict built by a library function.</param>
public sealed record Limits(long Steps, int Depth, int TextLength, int ListLength)
{
    public static Limits Default { get; } = new(Steps: 10_000_000_000, Depth: 20_000, TextLength: 64 * 1024 * 1024, ListLength: 20_000_000);
}
