using System.Threading.Channels;
using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>
/// Emits many events, one per line. Lines are sent as they arrive, in batches of what has arrived; each is acknowledged when it is
/// durable. A line that is refused is reported by its number, and the others continue.
/// </summary>
internal sealed class BulkEmit(Shell shell, EmitConnection connection, string worker, TimeSpan? delay, bool json)
{
    private const int MostLines = 2_000;
    private const int MostCharacters = 4 * 1024 * 1024;

    private readonly HashSet<string> _warned = [];
    private int _refused;

    private sealed record Line(int Number, string Text, string? Problem);

    /// <summary>Reads each byte as a character, so that a line of invalid UTF-8 is detected and does not affect the others.</summary>
    public static StreamReader Lines(Stream stream) => new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);

    /// <param name="input">From <see cref="Lines"/>.</param>
    public async Task<int> Run(TextReader input, CancellationToken cancellation)
    {
        var lines = Channel.CreateBounded<Line>(MostLines);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => Read(input, lines.Writer, stop.Token), stop.Token);
        try
        {
            await Send(lines.Reader, cancellation);
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            connection.NoteAtRest();
        }
        if (_refused > 0)
            shell.Note($"error: {DisplayText.Quantity(_refused, "line was", "lines were")} not emitted; the others are durable");
        return _refused == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task Read(TextReader input, ChannelWriter<Line> lines, CancellationToken cancellation)
    {
        try
        {
            for (var number = 1; await input.ReadLineAsync(cancellation) is { } bytes; number++)
            {
                var text = StrictUtf8.Read(Encoding.Latin1.GetBytes(bytes), out var problem);
                if (problem is not null || !string.IsNullOrWhiteSpace(text))
                    await lines.WriteAsync(new Line(number, text, problem), cancellation);
            }
            lines.Complete();
        }
        catch (Exception fault)
        {
            lines.Complete(fault);
        }
    }

    private async Task Send(ChannelReader<Line> lines, CancellationToken cancellation)
    {
        while (await lines.WaitToReadAsync(cancellation))
        {
            var batch = new List<Line>();
            for (var characters = 0; batch.Count < MostLines && characters < MostCharacters
                && lines.TryRead(out var line); characters += line.Text.Length)
            {
                if ((line.Problem ?? Problem(line.Text)) is { } problem)
                    Refuse(line, problem);
                else
                    batch.Add(line);
            }
            if (batch.Count > 0)
                await Emit(batch, cancellation);
            await shell.Out.FlushAsync(cancellation);
        }
    }

    /// <summary>Emits a batch. If it is refused, it is halved until the wrong lines are found.</summary>
    private async Task Emit(List<Line> batch, CancellationToken cancellation)
    {
        try
        {
            var views = await connection.Emit(
                [.. batch.Select(line => new EmitRequest(worker, line.Text, delay))], cancellation);
            for (var i = 0; i < batch.Count; i++)
                Acknowledge(batch[i], views[i]);
        }
        catch (ControlException refused) when (refused.Problem is ControlProblem.BadRequest or ControlProblem.WrongEvent
            or ControlProblem.Refused && batch.Count > 1)
        {
            var half = batch.Count / 2;
            await Emit(batch[..half], cancellation);
            await Emit(batch[half..], cancellation);
        }
        catch (ControlException refused) when (refused.Problem is ControlProblem.BadRequest or ControlProblem.WrongEvent)
        {
            Refuse(batch[0], refused.Message);
        }
        catch (ControlException refused)
        {
            var from = refused.Problem == ControlProblem.NoRuntime ? "may not have been emitted" : "were not emitted";
            throw new ControlException(refused.Problem, Stopped(batch[0], refused.Message, from));
        }
        catch (StoreException refused)
        {
            throw new StoreException(refused.Problem, Stopped(batch[0], refused.Message, "were not emitted"), refused);
        }
    }

    private static string Stopped(Line at, string why, string what) =>
        $"line {at.Number}: {why}; this line and all after it {what}, those before are durable";

    private void Acknowledge(Line line, EmitView view)
    {
        if (view.Warning is not null && _warned.Add(view.Warning))
            shell.Note($"warning: {view.Warning}");
        if (!json)
        {
            shell.Out.WriteLine(view.Message);
            return;
        }
        JsonOutput.WriteObject(shell.Out, "dark.emit/2", writer =>
        {
            writer.WriteNumber("line", line.Number);
            writer.Fields(view, ControlJson.Form.EmitView);
        });
    }

    private void Refuse(Line line, string problem)
    {
        _refused++;
        shell.Note($"error: line {line.Number}: {problem}");
    }

    /// <summary>Checks only whether the line is JSON; the runtime checks the event.</summary>
    private static string? Problem(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 100_000 });
        try
        {
            while (reader.Read())
            {
            }
            return null;
        }
        catch (JsonException wrong)
        {
            return $"it is not JSON at column {(wrong.BytePositionInLine ?? 0) + 1}";
        }
    }
}
