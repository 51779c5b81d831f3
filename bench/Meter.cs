using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>What this process takes, from a moment on. Its processor time is steadier than its time on a machine that others use too.</summary>
internal readonly struct Meter
{
    private readonly long _begun;
    private readonly TimeSpan _processorBefore;

    private Meter(long begun, TimeSpan processorBefore) => (_begun, _processorBefore) = (begun, processorBefore);

    public TimeSpan Time => Stopwatch.GetElapsedTime(_begun);

    public TimeSpan Processor => Environment.CpuUsage.TotalTime - _processorBefore;

    public static Meter Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
}
