// Handles the messages of `worker thumbnail` in examples/thumbnails.dark.
//
//   dotnet run --project clients/csharp/Example -- STORE-FOLDER
//   dotnet run --project clients/csharp/Example -- URL TOKEN-FILE

using DarkLang.Client;

using var dark = args[0].StartsWith("http", StringComparison.Ordinal)
    ? DarkClient.At(args[0], File.ReadAllText(args[1]).Trim())
    : DarkClient.InFolder(args[0]);
await dark.WorkAsync("thumbnail", Resize, concurrency: 4);
Console.WriteLine("stopped");

static async Task<object?> Resize(Job job, CancellationToken lost)
{
    var photo = job.Read<Photo>()!;
    Console.WriteLine($"resizing {photo.Path}, attempt {job.Attempt}");
    if (!photo.Path.EndsWith(".jpg", StringComparison.Ordinal))
        throw new DiscardException($"{photo.Path} is not a photo");
    job.Log("info", "resizing", new { photo.Path });
    // Stands in for the work; the client extends the lease meanwhile.
    await Task.Delay(TimeSpan.FromSeconds(photo.Seconds), TimeProvider.System, lost);
    job.Emit("publish", new { photo.Id, width = 240 });
    return $"resized {photo.Path}";
}

internal sealed record Photo(int Id, string Path, double Seconds);
