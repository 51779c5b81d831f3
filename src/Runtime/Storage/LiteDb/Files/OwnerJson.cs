using System.Text.Json.Serialization;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

[JsonSerializable(typeof(StoreOwner))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class OwnerJson : JsonSerializerContext;
