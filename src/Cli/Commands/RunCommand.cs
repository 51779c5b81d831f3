using System.CommandLine;
using DarkLang.Cli.Running;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class RunCommand
{
    private static readonly TimeSpan StandardDrain = TimeSpan.FromSeconds(30);

    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Files();
        var once = new Option<bool>("--once") { Description = "Drain the queues and end; exit code 1 when something became a dead letter" };
        var data = StandardOptions.Data();
        var drain = StandardOptions.Duration("--drain", "How long running attempts may take to finish at a stop (30s)");
        var format = StandardOptions.Choice("--log-format", "How attempts are logged", ["text", "json"]);
        var keep = StandardOptions.NumberOption("--trace-keep", "Newest traces kept of each handler", 10);
        var port = new Option<int?>("--port") { Description = "Also listen on TCP, for those who know the token", HelpName = "N" };
        var listen = new Option<string?>("--listen") { Description = "The address for --port (127.0.0.1)", HelpName = "ADDRESS" };
        var token = new Option<string?>("--token-file") { Description = "The file that holds the token for --port (made in the store's folder)", HelpName = "FILE" };
        return new Command("run", "Run a canvas until it is stopped") { files, once, data, drain, format, keep, port, listen, token }.Does(shell, async (parse, cancellation) =>
        {
            var given = parse.GetRequiredValue(files);
            if (CanvasSource.Load(shell, given) is not { Canvas: { } canvas } loaded)
                return ExitCode.Failed;
            if (canvas.Workers.Count + canvas.Crons.Count == 0)
                throw new CommandFailure(ExitCode.Failed, "the canvas has no workers and no crons: there is nothing to run");
            var endPoint = ControlToken.EndPoint(parse.GetValue(port), parse.GetValue(listen), parse.GetValue(token));
            var settings = new RunSettings(
                StoreLocation.OfCanvas(shell, given[0], parse.GetValue(data)),
                string.Join(' ', given),
                parse.GetValue(once),
                parse.GetValue(drain) ?? StandardDrain,
                parse.GetValue(format) == "json",
                parse.GetValue(keep),
                endPoint,
                parse.GetValue(token));
            return await new CanvasRun(shell, canvas, loaded.Diagnostics, settings).Run(cancellation);
        });
    }
}
