namespace DarkLang.Lang.Resolution;

/// <summary>Maps options of other queues and schedulers to ours.</summary>
internal static class ForeignOptions
{
    public static string? Find(string name) => name.ToLowerInvariant() switch
    {
        "retry" or "attempts" or "tries" or "maxattempts" or "maxretries" or "retrycount" or "retrylimit" => "retries",
        "parallel" or "parallelism" or "threads" or "workers" or "instances" or "prefetch" or "maxconcurrency" => "concurrency",
        "delay" or "retrydelay" or "retryinterval" or "wait" => "backoff",
        "limit" or "throttle" or "ratelimit" or "limiter" => "rate",
        "unique" or "uniquekey" or "idempotencykey" or "deduplicate" or "dedup" or "jobid" => "dedupe",
        "group" or "groupid" or "partition" or "partitionkey" or "serial" => "key",
        "fair" or "fairness" or "fairshare" or "fairnesskey" or "tenant" or "weight" => "share",
        "deadline" or "maxtime" or "timelimit" or "visibilitytimeout" => "timeout",
        "batchsize" or "bulk" or "chunk" or "chunksize" or "maxbatchsize" => "batch",
        "remote" or "outside" or "pull" or "externaltask" => "external",
        "factor" or "multiplier" or "exponent" => "growth",
        "maxbackoff" or "maxdelay" => "maxWait",
        "misfire" or "misfirepolicy" => "catchUp",
        "concurrencypolicy" or "nooverlap" => "overlap",
        _ => null,
    };
}
