using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal sealed class EmitCommand
{
    private const int MostDelayDays = 3650;

    private readonly Argument<string> _worker = StandardOptions.Handler("The worker to emit to", "WORKER");
    private readonly Argument<string?> _event =
        StandardOptions.Optional("JSON", "The event as JSON or as a Dark value, - for stdin, or @FILE (null if omitted)");
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until the message is handled and print the result" };
    private readonly Option<TimeSpan?> _timeout =
        StandardOptions.Duration("--timeout", "With --wait: stop waiting after this time; the message stays on its queue");
    private readonly Option<TimeSpan?> _delay =
        StandardOptions.Duration("--delay", "Handle the message only after this time", MostDelayDays);
    private readonly Option<string?> _id = StandardOptions.Word("--id", "Emit only once under this key", "KEY");
    private readonly Option<bool> _ndjson =
        new("--ndjson") { Description = "Read one event per line from stdin or @FILE; print a line for each durable message" };
    private readonly Option<string?> _data = StandardOptions.Data();
    private readonly Option<bool> _json = StandardOptions.Json();
    private readonly Shell _shell;

    private EmitCommand(Shell shell) => _shell = shell;

    public static Command Create(Shell shell)
    {
        var emit = new EmitCommand(shell);
        var command = new Command("emit", "Put a message on the queue of a worker")
        {
            emit._worker, emit._event, emit._wait, emit._timeout, emit._delay, emit._id, emit._ndjson, emit._data, emit._json,
        };
        command.Validators.Add(result =>
        {
            if (result.IsGiven(emit._ndjson) && (result.IsGiven(emit._wait) || result.IsGiven(emit._id)))
                result.AddError("--ndjson can't be combined with --wait or --id");
            if (result.IsGiven(emit._timeout) && !result.IsGiven(emit._wait))
                result.AddError("--timeout needs --wait");
        });
        return command.Does(shell, emit.Run);
    }

    private async Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        var (worker, text) = (parse.GetRequiredValue(_worker), parse.GetValue(_event));
        if (parse.GetValue(_ndjson))
        {
            using var lines = OpenLines(text);
            await using var bulk = await EmitConnection.Open(_shell, parse.GetValue(_data), cancellation);
            return await new BulkEmit(_shell, bulk, worker, parse.GetValue(_delay), parse.GetValue(_json)).Run(lines, cancellation);
        }
        var given = await EventInput.Read(_shell, text ?? "null", cancellation);
        var request = new EmitRequest(
            worker, given.Json, parse.GetValue(_delay), parse.GetValue(_id), parse.GetValue(_wait), given.Literal);
        if (request.Wait)
            return await EmitAndWait(request, parse, cancellation);
        await using var connection = await EmitConnection.Open(_shell, parse.GetValue(_data), cancellation);
        Write((await connection.Emit([request], cancellation))[0], request, parse.GetValue(_json));
        connection.NoteAtRest();
        return ExitCode.Ok;
    }

    // Only a runtime can handle the message.
    private async Task<int> EmitAndWait(EmitRequest request, ParseResult parse, CancellationToken cancellation)
    {
        await using var connection = await Connection.ToAct(_shell, parse.GetValue(_data), cancellation);
        var view = (await connection.Client.Ask(Operations.Emit, [request], cancellation))[0];
        if (view is not { Repeated: false, Message: { } message })
        {
            Write(view, request, parse.GetValue(_json));
            return ExitCode.Ok;
        }
        NoteWarning(view);
        return await Wait(connection.Client, message, parse, cancellation);
    }

    private void Write(EmitView view, EmitRequest request, bool json)
    {
        NoteWarning(view);
        if (view.Repeated)
            _shell.Note(Repeated(view, request.OnceKey));
        if (json)
            JsonOutput.WriteObject(_shell.Out, "dark.emit/2", view, ControlJson.Form.EmitView);
        else if (view.Message is { } id)
            _shell.Out.WriteLine(id);
    }

    private void NoteWarning(EmitView view)
    {
        if (view.Warning is not null)
            _shell.Note($"warning: {view.Warning}");
    }

    private static string Repeated(EmitView view, string? key) =>
        $"already emitted{(key is null ? "" : $" under \"{key}\"")}{(view.Message is { } first ? $" as message {first}" : "")}: "
        + $"nothing was done; `dark queue keys {ShellWord.Of(view.Worker)}` lists what the worker remembers";

    private async Task<int> Wait(IControlClient client, Guid message, ParseResult parse, CancellationToken cancellation)
    {
        if (await Settled(client, message, parse.GetValue(_timeout), cancellation) is not { } settled)
        {
            _shell.Note($"error: message {message} was not handled in time; it stays on its queue");
            return ExitCode.Timeout;
        }
        if (parse.GetValue(_json))
            JsonOutput.WriteObject(_shell.Out, "dark.settled/2", settled, ControlJson.Form.SettledView);
        else if (settled.Result is { } result)
            _shell.Out.WriteLine(DisplayText.Printable(result.Text));
        if (settled.Failure is not null)
            ViewText.Failure(_shell.Error, settled.Failure);
        else if (settled.State != MessageState.Done)
            _shell.Note($"error: message {message} {Describe(settled, message)}");
        return settled.State == MessageState.Done ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Describe(SettledView settled, Guid message) => settled.State != MessageState.WaitingForCode
        ? $"was {settled.State.Word()}{(settled.ReplacedBy is { } newer ? $" by the newer message {newer}" : "")}"
        : "reached a hole and waits for code: it is handled once the missing code is written and the files are reloaded; "
            + $"`dark queue cancel {message}` removes it";

    private async Task<SettledView?> Settled(IControlClient client, Guid message, TimeSpan? timeout, CancellationToken cancellation)
    {
        if (timeout is null)
            return await client.Ask(Operations.Wait, new(message), cancellation);
        using var timer = new CancellationTokenSource(timeout.Value, _shell.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await client.Ask(Operations.Wait, new(message), either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            return null;
        }
    }

    private StreamReader OpenLines(string? text)
    {
        if (text is null or "-")
            return BulkEmit.Lines(_shell.InBytes);
        if (text is not ['@', ..])
            throw new CommandFailure(ExitCode.Usage, "--ndjson reads lines from stdin or from @FILE", "leave the event out");
        try
        {
            return BulkEmit.Lines(File.OpenRead(Path.GetFullPath(text[1..], _shell.Folder)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw EventInput.Unreadable(text[1..], fault);
        }
    }
}
