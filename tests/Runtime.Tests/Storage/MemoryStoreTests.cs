using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Storage;

public sealed class MemoryStoreTests : StoreConformance
{
    private readonly MemoryStore _store = new();

    protected override IStore Open() => _store;
}
