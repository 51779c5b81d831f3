using DarkLang.Cli;

// The command itself is in a method of its own: the libraries that it needs are loaded only when that is called.
return StartConditions.Missing() is { } missing ? StartConditions.Report(missing) : await Invocation.Run(args);
