using System.Runtime.CompilerServices;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Evaluation;

/// <summary>One run of a program: its host, its limits, what is used up of them, and the calls it is in.</summary>
public sealed class Execution(IHost host, Limits limits, CancellationToken cancellation)
{
    // A power of two: steps and depth are checked in full once in so many, which costs next to nothing in between.
    private const int StepsBetweenChecks = 256;
    private const int CallsBetweenChecks = 4;

    private long _stepsLeft = limits.Steps < long.MaxValue ? limits.Steps + 1 : long.MaxValue;

    // For every call on the stack the index in Sites of the place it is in. It is only right up to Depth, and its length is
    // always a multiple of CallsBetweenChecks.
    private int[] _places = new int[8];
    private Clusters? _clusters;

    public IHost Host { get; } = host;

    public Limits Limits { get; } = limits;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Where the program is: the library call being performed, while one is.</summary>
    public Location At => Sites is { } sites && sites.Count > 0 ? sites[_places[Depth]].At : default;

    /// <summary>Where the running function was called from.</summary>
    internal Location CalledFrom => Depth > 1 ? Sites![_places[Depth - 1]].At : default;

    /// <summary>Null unless the run is recorded.</summary>
    internal Recorder? Recorder { get; init; }

    /// <summary>The places of the program that is run.</summary>
    internal IReadOnlyList<StackFrame>? Sites { get; set; }

    /// <summary>What the workers of the program take, by name.</summary>
    internal IReadOnlyDictionary<string, EventType>? EventTypes { get; set; }

    /// <summary>The number of calls the run is in.</summary>
    internal int Depth { get; private set; }

    /// <summary>Counts a step: called at every call and by library loops per element. Ends the run when they are used up or it was cancelled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if ((--_stepsLeft & (StepsBetweenChecks - 1)) == 0)
            CheckSteps();
    }

    /// <summary>Counts the steps of work done in one go.</summary>
    public void Step(long count)
    {
        var before = _stepsLeft;
        _stepsLeft -= count;
        if (_stepsLeft <= 0 || before / StepsBetweenChecks != _stepsLeft / StepsBetweenChecks)
            CheckSteps();
    }

    /// <summary>Where the characters of a text begin. The last answer is kept, so that a loop which cuts one text looks at it once.</summary>
    internal Clusters ClustersOf(string text)
    {
        if (ReferenceEquals(_clusters?.Text, text))
            return _clusters;
        Step(text.Length / 16);
        return _clusters = new Clusters(text);
    }

    /// <summary>Notes which place the running function is at, before it calls another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Visit(int site) => _places[Depth] = site;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        Step();
        if ((++Depth & (CallsBetweenChecks - 1)) == 0)
            CheckDepth();
    }

    // No call leaves when an exception passes it: whoever catches one asks for the stack first, and then goes back to its own depth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Leave() => Depth--;

    internal void ReturnTo(int depth) => Depth = depth;

    /// <summary>A failure of the running function at a place of its own.</summary>
    internal RuntimeErrorException Fail(int site, string code, string message, string? help = null)
    {
        Visit(site);
        return new RuntimeErrorException(code, message, help);
    }

    /// <summary>Where a failure happened and the calls around it, innermost first.</summary>
    internal List<StackFrame> CallStack()
    {
        // Nothing is at depth 0 but the interpreter.
        var frames = new List<StackFrame>();
        for (var depth = Depth; depth > 0; depth--)
            frames.Add(Sites![_places[depth]]);
        return frames;
    }

    /// <summary>Makes sure that a deep expression has stack left; calls look for themselves.</summary>
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
                RuntimeErrorCodes.StepLimit,
                $"the run took more than {Limits.Steps} steps",
                "look for a loop or a recursion that never ends");
        Cancellation.ThrowIfCancellationRequested();
    }

    private void CheckDepth()
    {
        if (Depth > Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // The call did not happen: it is the caller that failed.
            Depth--;
            throw TooDeep();
        }
        if (Depth + CallsBetweenChecks > _places.Length)
            Array.Resize(ref _places, _places.Length * 2);
    }

    private RuntimeErrorException TooDeep() => new(
        RuntimeErrorCodes.DepthLimit,
        $"the calls are nested too deeply ({Depth} levels)",
        "look for a recursion that never ends, or use a library function such as List::fold");
}

/// <param name="Steps">Calls and library loop steps.</param>
/// <param name="Depth">Nested calls.</param>
/// <param name="TextLength">UTF-16 units of a String, and bytes of Bytes.</param>
/// <param name="ListLength">Entries of a List or Dict built by a library function.</param>
public sealed record Limits(long Steps, int Depth, int TextLength, int ListLength)
{
    public static Limits Default { get; } = new(Steps: 10_000_000_000, Depth: 20_000, TextLength: 64 * 1024 * 1024, ListLength: 20_000_000);
}
