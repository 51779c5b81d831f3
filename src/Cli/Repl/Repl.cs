using System.Runtime.InteropServices;
using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Repl;

/// <summary>Reads inputs and runs them one after the other, from the line editor or from a pipe.</summary>
internal sealed class Repl
{
    private readonly Shell _shell;
    private readonly Session _session;
    private readonly ReplCommands _commands;
    private readonly UnixTerminal? _terminal;

    public Repl(Shell shell)
    {
        _shell = shell;
        _terminal = UnixTerminal.TryOpen(shell);
        var results = new ResultPrinter(shell);
        _session = new Session(shell, results, isInteractive: shell.InIsTerminal);
        _commands = new ReplCommands(shell, _session, results);
    }

    /// <summary>Returns the exit code; with piped input it says whether everything succeeded.</summary>
    public int Run(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var loaded = files.Count == 0 || _session.Load(files);
        if (_terminal is not null)
        {
            RunEdited(_terminal);
            return ExitCode.Ok;
        }
        return RunLines(cancellation) && loaded || _shell.InIsTerminal ? ExitCode.Ok : ExitCode.Failed;
    }

    private bool RunLines(CancellationToken cancellation)
    {
        var assembler = new InputAssembler();
        var succeeded = true;
        while (!_commands.HasEnded)
        {
            if (_shell.InIsTerminal)
                _shell.Error.Write(assembler.IsEmpty ? "> " : "… ");
            var line = _shell.In.ReadLine();
            var inputs = line is null ? (assembler.Finish() is { } last ? [last] : []) : assembler.Add(line);
            foreach (var input in inputs.TakeWhile(_ => !_commands.HasEnded))
                succeeded &= Run(input, cancellation);
            if (line is null)
                break;
        }
        return succeeded;
    }

    private void RunEdited(UnixTerminal terminal)
    {
        using var interruptions = new Interruptions(terminal);
        var history = new History(HistoryFile.Of(_shell), _shell);
        var editor =
            new LineEditor(terminal, _shell.ColoursOut, InputAssembler.IsFinished, new Completer(_session, _shell.Folder).Complete);
        _shell.Note("dark repl: `:help` lists the commands, Ctrl-D ends it");
        while (!_commands.HasEnded)
        {
            switch (editor.Read(history.Entries))
            {
                case EditResult.Ended:
                    return;
                case EditResult.Entered { Text: var text } when !string.IsNullOrWhiteSpace(text):
                    history.Add(text.TrimEnd());
                    RunAll(text, interruptions);
                    break;
            }
        }
    }

    /// <summary>Runs a text that may hold several pasted inputs, up to the first that fails.</summary>
    private void RunAll(string text, Interruptions interruptions)
    {
        foreach (var input in InputAssembler.Split(text))
        {
            if (_commands.HasEnded || !Run(input, interruptions.Begin()))
                return;
        }
    }

    private bool Run(string input, CancellationToken cancellation)
    {
        var succeeded = ReplCommandLine.Is(input) ? _commands.Run(ReplCommandLine.Parse(input)) : _session.Run(input, cancellation);
        _shell.Out.Flush();
        return succeeded;
    }

    /// <summary>Ctrl-C stops the input that runs; a signal that ends the process restores the terminal first.</summary>
    private sealed class Interruptions : IDisposable
    {
        private readonly PosixSignalRegistration[] _registrations;
        private CancellationTokenSource _running = new();

        public Interruptions(UnixTerminal terminal)
        {
            _registrations =
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => terminal.Restore()),
                PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => terminal.Restore()),
            ];
        }

        public CancellationToken Begin()
        {
            _running.Dispose();
            _running = new CancellationTokenSource();
            return _running.Token;
        }

        public void Dispose()
        {
            foreach (var registration in _registrations)
                registration.Dispose();
            _running.Dispose();
        }

        private void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _running.Cancel();
        }
    }
}
