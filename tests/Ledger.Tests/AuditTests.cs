namespace DarkLang.Ledger.Tests;

public sealed class AuditTests
{
    private static readonly Entry[] Entries =
    [
        new(1, 3, 0, Acknowledged: true),
        new(4, 4, 1, Acknowledged: true),
        new(5, 6, 2, Acknowledged: false),
    ];

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4 })]
    [InlineData(new[] { 6, 4, 5, 3, 2, 1 })]
    public void All_or_nothing_of_what_was_not_acknowledged_is_right(int[] found) => Assert.Empty(Audit.Compare(Entries, found));

    [Theory]
    [InlineData(new[] { 1, 3, 4 }, "1 numbers were acknowledged and are lost: 2 (round 0)")]
    [InlineData(new[] { 1, 2, 3, 4, 4 }, "1 numbers took effect more than once: 4 (round 1)")]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "1 numbers took effect in part: their message was never acknowledged, so all of its numbers or none may be there: 6 (round 2)")]
    [InlineData(new[] { 1, 2, 3, 4, 9 }, "1 numbers were never emitted: 9")]
    public void Whatever_is_not_there_exactly_once_is_named(int[] found, string sentence) =>
        Assert.Equal([sentence], Audit.Compare(Entries, found));
}
