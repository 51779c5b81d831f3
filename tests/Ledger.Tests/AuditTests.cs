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
    public void Unacknowledged_numbers_of_a_message_may_take_effect_together_or_not_at_all(int[] found) =>
        Assert.Empty(Audit.Compare(Entries, found));

    [Theory]
    [InlineData(new[] { 1, 3, 4 }, "1 numbers were acknowledged but are lost: 2 (round 0)")]
    [InlineData(new[] { 1, 2, 3, 4, 4 }, "1 numbers took effect more than once: 4 (round 1)")]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "1 numbers are missing from messages that took effect in part: 6 (round 2)")]
    [InlineData(new[] { 1, 2, 3, 4, 9 }, "1 numbers were never emitted: 9")]
    public void A_number_that_did_not_take_effect_exactly_once_is_named(int[] found, string sentence) =>
        Assert.Equal([sentence], Audit.Compare(Entries, found));
}
