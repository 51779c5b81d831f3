namespace DarkLang.Lang.Resolution;

/// <summary>What happens to due times of a cron that passed while the canvas was not running.</summary>
public enum CatchUp
{
    /// <summary>One run makes up for all of them.</summary>
    Once,

    /// <summary>They are skipped.</summary>
    Skip,

    /// <summary>Each of them runs.</summary>
    All,
}

/// <summary>What happens at a due time of a cron while its previous run has not ended.</summary>
public enum Overlap
{
    /// <summary>It is skipped.</summary>
    Skip,

    /// <summary>It runs alongside the previous run.</summary>
    Allow,

    /// <summary>It runs after the previous run.</summary>
    Queue,
}
