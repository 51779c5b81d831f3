using DarkLang.Bench;

if (args is ["growth", ..])
{
    Growth.Run(filter: args.ElementAtOrDefault(1) ?? "", Console.Out);
    return 0;
}

if (!Options.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var repository = Repository.Find();
using var scratch = new Scratch();
Subject[] subjects =
[
    new FanOut(repository, scratch),
    new Backlog(repository, scratch),
    new StockLiteDb(scratch),
    new HangfireInMemory(),
    new HangfirePostgres(),
    new BullMq(repository, scratch, 1_000, 5_000),
    new BullMq(repository, scratch, 1, 500),
    new StoreAlone(scratch),
    new RawFile(scratch),
    new WholeEngine(scratch, "engine", 1_000, 200_000, 200, WholeEngine.NoOp),
    new WholeEngine(scratch, "engine-16", 16, 100_000, 200, WholeEngine.NoOp),
    new WholeEngine(scratch, "engine-1", 1, 5_000, 200, WholeEngine.NoOp),
    new WholeEngine(scratch, "engine-10k", 1_000, 50_000, 10_000, WholeEngine.NoOp),
    new WholeEngine(scratch, "engine-share", 1_000, 200_000, 200, WholeEngine.Shared),
    new WholeEngine(scratch, "engine-real", 1_000, 50_000, 200, WholeEngine.Real),
    new SqliteQueue(scratch, 1_000, 200_000, 200),
    new SqliteQueue(scratch, 16, 100_000, 200),
    new SqliteQueue(scratch, 1, 5_000, 200),
    new SqliteQueue(scratch, 1_000, 50_000, 10_000),
    .. new[] { Pace.Idle, Pace.Steady }.SelectMany(
        pace => new Subject[] { new FileLatency(scratch, pace), new EngineLatency(scratch, pace), new SqliteLatency(scratch, pace) }),
    new CallCost(scratch, readsClock: false),
    new CallCost(scratch, readsClock: true),
    new TraceCost(scratch),
    new WholeEngine(scratch, "history", 1_000, 500_000, 200, WholeEngine.NoOp, history: TimeSpan.FromDays(7)),
    new Startup(repository, scratch),
    new Screens(repository, scratch),
];

var results = new List<Result>();
foreach (var subject in subjects.Where(s => options.Includes(s.Name)))
{
    if (subject.Missing is { } why)
    {
        Console.Error.WriteLine($"leaving out {subject.Name}: {why}");
        continue;
    }
    Console.Error.WriteLine($"measuring {subject.Name} ...");
    results.Add(subject.Measure(options.Runs));
}

Console.Write(ResultTable.Format(results));
return 0;
