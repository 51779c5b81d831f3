namespace DarkLang.Lang.Resolution;

/// <summary>What becomes of the due times of a cron that passed while nothing ran.</summary>
public enum CatchUp
{
    /// <summary>One run stands for all.</summary>
    Once,

    /// <summary>They are left out.</summary>
    Skip,

    /// <summary>Each is run.</summary>
    All,
}

/// <summary>What becomes of a due time of a cron while its previous run has not ended.</summary>
public enum Overlap
{
    /// <summary>It is left out.</summary>
    Skip,

    /// <summary>It runs beside the other.</summary>
    Allow,

    /// <summary>It runs after the other.</summary>
    Queue,
}
