namespace DarkLang.Simulation.Tests;

/// <summary>Everything that outlives a process: random numbers, time, the disk and the witnesses.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset StartTime = new(2031, 3, 4, 2, 30, 0, TimeSpan.Zero);

    public World(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug, bool keepsStory)
    {
        (Versions, Version) = (versions, versions[0]);
        Random = new Random(seed);
        Bug = bug;
        Story = keepsStory ? new Story(Time) : null;
        Witness = new Witness(this);
        Store = new SimulatedStore(this);
    }

    public Random Random { get; }

    public PlantedBug Bug { get; }

    /// <summary>The versions of the canvas. Every run starts and ends with the first.</summary>
    public IReadOnlyList<SimulatedVersion> Versions { get; }

    /// <summary>The version in the file, which the engine runs.</summary>
    public SimulatedVersion Version { get; set; }

    public SimulatedTime Time { get; } = new(StartTime);

    public Witness Witness { get; }

    public SimulatedStore Store { get; }

    /// <summary>The story of the run; null if nobody reads it.</summary>
    public Story? Story { get; }

    /// <summary>The first promise that was broken; null if none was.</summary>
    public string? Violation { get; private set; }

    /// <summary>Records a broken promise. It does not throw, because the engine survives exceptions of its store and its timers.</summary>
    public void Violate(string what)
    {
        Violation ??= what;
        Story?.Add($"!! {what}");
    }

    public bool Chance(int inHundred) => Random.Next(100) < inHundred;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];
}

/// <summary>A deliberate bug that the simulation must find.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>A commit is acknowledged before it is on the disk.</summary>
    AckBeforeSync,

    /// <summary>An attempt that has lost its lease still settles its message.</summary>
    LeaseNotChecked,

    /// <summary>The next due time of a cron is stored in the commit after that of its message.</summary>
    SlotNotUnique,

    /// <summary>The source of a version is dropped as soon as another takes over, although running attempts will leave traces of it.</summary>
    VersionForgotten,
}
