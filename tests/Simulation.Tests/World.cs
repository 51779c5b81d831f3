namespace DarkLang.Simulation.Tests;

/// <summary>What outlives the process: chance, time, the disk, and who watches.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset StartTime = new(2031, 3, 4, 2, 30, 0, TimeSpan.Zero);

    public World(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug, bool tellsStory)
    {
        (Versions, Version) = (versions, versions[0]);
        Random = new Random(seed);
        Bug = bug;
        Story = tellsStory ? new Story(Time) : null;
        Witness = new Witness(this);
        Store = new SimulatedStore(this);
    }

    public Random Random { get; }

    public PlantedBug Bug { get; }

    /// <summary>The first is the one that everything begins and ends with.</summary>
    public IReadOnlyList<SimulatedVersion> Versions { get; }

    /// <summary>What the file says, and the engine runs.</summary>
    public SimulatedVersion Version { get; set; }

    public SimulatedTime Time { get; } = new(StartTime);

    public Witness Witness { get; }

    public SimulatedStore Store { get; }

    /// <summary>Null: nobody reads it.</summary>
    public Story? Story { get; }

    /// <summary>What was promised and not held; the first such thing.</summary>
    public string? Violation { get; private set; }

    /// <summary>Noted rather than thrown: the engine lives through exceptions of its store and its timers.</summary>
    public void Violate(string what)
    {
        Violation ??= what;
        Story?.Tell($"!! {what}");
    }

    public bool Chance(int inHundred) => Random.Next(100) < inHundred;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];
}

/// <summary>A mistake made on purpose, to prove that the simulation finds it.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>A commit is answered while it is not on the disk yet.</summary>
    AckBeforeSync,

    /// <summary>An attempt whose message was taken from it settles it all the same.</summary>
    LeaseNotChecked,

    /// <summary>The next due time of a cron is stored in the commit after that of its message.</summary>
    SlotNotUnique,

    /// <summary>The source of a version is dropped as soon as another takes over, though attempts run that leave a trace of it.</summary>
    VersionForgotten,
}
