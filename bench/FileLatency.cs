using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>The floor of all that is durable: a record is written over a block that was written before, and fdatasync returns.</summary>
internal sealed class FileLatency(Scratch scratch, Pace pace) : Subject
{
    private const int RecordBytes = 232;

    public override string Name => EngineLatency.SubjectName;

    public override Result Measure(int runs) => Run().GetAwaiter().GetResult();

    private async Task<Result> Run()
    {
        using var file = File.OpenHandle(Path.Combine(scratch.NewFolder(), "log"), FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.Write(file, new byte[RecordBytes * pace.Messages], 0);
        RawFile.Sync(file);
        var record = new byte[RecordBytes];
        var waits = new List<TimeSpan>();
        var time = await pace.Run(number =>
        {
            var begun = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, record, (long)number * RecordBytes);
            RawFile.Sync(file);
            waits.Add(Stopwatch.GetElapsedTime(begun));
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return new Result(
            $"emit to start, {pace.Name}: raw file, fdatasync alone; {Acknowledged.Percentiles(waits)}",
            pace.Messages,
            time,
            Durable: true);
    }
}
