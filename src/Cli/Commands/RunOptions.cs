using System.Net;
using DarkLang.Cli.Running;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>The options that <c>dark run</c> and <c>dark dev</c> share, and how both start.</summary>
internal sealed class RunOptions
{
    private const int MostMegabytes = 1_000_000;

    private static readonly TimeSpan StandardDrain = TimeSpan.FromSeconds(30);

    private readonly Argument<string[]> _files;
    private readonly Option<string?> _data = StandardOptions.Data();
    private readonly Option<TimeSpan?> _drain =
        StandardOptions.Duration("--drain", "How long running attempts may take to finish when the canvas stops (30s)");
    private readonly Option<LogFormat?> _format = StandardOptions.Choice<LogFormat>("--log-format", "The format of the log");
    private readonly Option<int> _keep = StandardOptions.NumberOption("--trace-keep", "How many traces to keep per handler", 10);
    private readonly Option<TimeSpan?> _history =
        StandardOptions.Duration("--history", "Keep a line of each message that has ended for this long, such as 7d (none are kept)");
    private readonly Option<int?> _memory = Number(
        "--attempt-memory", "The MB of memory that one attempt may hold (an eighth of the machine's, 128 to 1024)", MostMegabytes);

    private readonly OutsideSwitches _outside = new();

    private readonly Option<int?> _port = Number("--port", "Also listen on TCP, for clients with the token", IPEndPoint.MaxPort);
    private readonly Option<string?> _listen = new("--listen") { Description = "The address for --port (127.0.0.1)", HelpName = "ADDRESS" };
    private readonly Option<string?> _token =
        new("--token-file") { Description = "The file with the token for --port (created in the folder of the store)", HelpName = "FILE" };

    private readonly Option<ThemeChoice?> _theme = StandardOptions.Theme();

    /// <param name="files">The argument that names the files.</param>
    public RunOptions(Argument<string[]> files) => _files = files;

    /// <param name="own">The options of the command itself, which come first in its help.</param>
    public void AddTo(Command command, params Option[] own)
    {
        command.Add(_files);
        Option[] run = [_data, _drain, _format, _keep, _history, _memory, .. _outside.All, _port, _listen, _token, _theme];
        foreach (var option in own.Concat(run))
            command.Add(option);
    }

    private static Option<int?> Number(string name, string description, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => StandardOptions.ParseNumber(result, most, out var text)
            ?? StandardOptions.Refuse<int?>(result, $"{name} takes a number from 1 to {most}, not {text}"),
    };

    public async Task<int> Run(Shell shell, ParseResult parse, RunMode mode, CancellationToken cancellation)
    {
        var files = CanvasFolder.FilesOr(shell, parse.GetValue(_files) ?? []);
        var loaded = mode.Watch ? await new FilesToMend(shell, files).Wait(cancellation) : CanvasSource.LoadToRun(shell, files);
        if (loaded?.Canvas is not { } canvas)
            return ExitCode.Failed;
        var store = StoreLocation.OfCanvas(shell, files, parse.GetValue(_data));
        var others = StoreLocation.DescribeOthers(shell, files, store, parse.GetValue(_data));
        var settings = new RunSettings(
            store,
            files,
            mode,
            parse.GetValue(_drain) ?? StandardDrain,
            parse.GetValue(_format) == LogFormat.Json,
            parse.GetValue(_keep),
            parse.GetValue(_history),
            parse.GetValue(_memory) * 1024L * 1024,
            _outside.Read(parse),
            ControlToken.EndPoint(parse.GetValue(_port), parse.GetValue(_listen), parse.GetValue(_token)),
            parse.GetValue(_token),
            StandardOptions.ThemeOf(shell, parse.GetValue(_theme)));
        using var notes = new BufferedNotes(shell.Error);
        // The screens have the terminal to themselves.
        var around = mode.Screens ? shell with { Out = TextWriter.Null, Error = shell.ErrorIsTerminal ? notes : shell.Error } : shell;
        if (others is not null)
            around.Note($"note: {others}");
        return await new CanvasRun(around, canvas, loaded.Diagnostics, settings, notes).Run(cancellation);
    }
}
