using System.Text.Json;

namespace DarkLang.Ledger.Tests;

/// <summary>Emits numbers from outside, and records outside of the killed process which were acknowledged.</summary>
internal sealed class Feeder(string data, string ledgerFile, Random random, int firstNumber, int lastNumber)
{
    private const int LargestRange = 40;
    private const int MaxLines = 400;

    // Each dead letter stores a trace.
    private const int MaxDoomedLines = 60;

    private readonly List<Entry> _entries = [];
    private int _next = firstNumber;
    private int _acknowledged;

    public IReadOnlyList<Entry> Entries => _entries;

    public bool HasMore => _next <= lastNumber;

    /// <summary>Messages acknowledged in this round. Another thread reads it to decide on the kill.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Messages emitted in this round that were never acknowledged.</summary>
    public int InDoubt { get; private set; }

    /// <summary>Starts a round, with counts from zero.</summary>
    public void Begin()
    {
        Volatile.Write(ref _acknowledged, 0);
        InDoubt = 0;
    }

    /// <summary>Emits numbers until there are enough, the process has ended, or none is left.</summary>
    public async Task Feed(int round, int numbers, CanvasProcess canvas)
    {
        var end = Math.Min(lastNumber, _next + numbers - 1);
        while (_next <= end && !canvas.HasEnded)
        {
            var batch = NextBatch(round, end);
            await Emit(batch);
        }
    }

    /// <summary>Returns messages for one worker, because one command emits to one worker.</summary>
    private List<Entry> NextBatch(int round, int end)
    {
        var isDoomed = random.Next(4) == 0;
        var ranges = !isDoomed && random.Next(2) == 0;
        var batch = new List<Entry>();
        for (var lines = random.Next(1, isDoomed ? MaxDoomedLines : MaxLines); lines > 0 && _next <= end; lines--)
        {
            var to = ranges ? Math.Min(end, _next + random.Next(1, LargestRange)) : _next;
            // A range of one number would go to the other worker.
            if (batch.Count > 0 && to == _next != (batch[0].To == batch[0].From))
                break;
            batch.Add(new Entry(_next, to, round, Acknowledged: false) { IsDoomed = isDoomed });
            _next = to + 1;
        }
        return batch;
    }

    private async Task Emit(List<Entry> batch)
    {
        using var process =
            DarkBinary.Start(new Dictionary<string, string>(), "emit", batch[0].Worker, "--ndjson", "--json", "--data", data);
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Write(process.StandardInput, batch);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Acknowledge(batch, line);
        await feeding;
        await process.WaitForExitAsync();
        await File.AppendAllLinesAsync(ledgerFile, batch.Where(e => !e.Acknowledged).Select(e => e.ToString()));
        _entries.AddRange(batch);
        InDoubt += batch.Count(e => !e.Acknowledged);

        // Exit code 4 means that the runtime is gone.
        if (process.ExitCode is not (0 or 4))
            throw new InvalidOperationException($"dark emit ended with {process.ExitCode}:\n{await errors}");
    }

    /// <summary>Records that the number must take effect: in the file first, then in the count.</summary>
    private void Acknowledge(List<Entry> batch, string line)
    {
        using var reply = JsonDocument.Parse(line);
        var index = reply.RootElement.GetProperty("line").GetInt32() - 1;
        batch[index] = batch[index] with { Acknowledged = true };
        File.AppendAllText(ledgerFile, batch[index] + "\n");
        Interlocked.Increment(ref _acknowledged);
    }

    private static async Task Write(StreamWriter input, List<Entry> batch)
    {
        try
        {
            foreach (var entry in batch)
                await input.WriteLineAsync(entry.Event);
            input.Close();
        }
        catch (IOException)
        {
            // The command gave up because the runtime is gone. Numbers without an acknowledgement are in doubt.
        }
    }
}
