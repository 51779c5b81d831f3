using CsCheck;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class StablePriorityQueueTests
{
    [Fact]
    public void The_queue_returns_what_sorting_by_priority_and_arrival_returns() =>
        Gen.Select(Gen.Int[-2, 2], Gen.Int[0, 9]).Array[0, 60].Sample(script =>
    {
        var queue = new StablePriorityQueue<int>();
        var model = new List<(int Priority, int Number)>();
        foreach (var (i, (priority, step)) in script.Index())
        {
            if (step < 6)
            {
                queue.Enqueue(i, priority);
                model.Add((priority, i));
            }
            else if (step == 6)
            {
                queue.RemoveWhere(number => number % 3 == 0);
                model.RemoveAll(x => x.Number % 3 == 0);
            }
            else
            {
                var isLast = step == 7;
                var expected = (isLast ? model.OrderBy(x => x.Priority) : model.OrderByDescending(x => x.Priority)).FirstOrDefault((0, -1));
                var taken = isLast ? queue.TryDequeueLast(out var number) : queue.TryDequeue(out number);
                Assert.Equal(expected.Item2, taken ? number : -1);
                model.Remove(expected);
            }
            Assert.Equal(model.Count, queue.Count);
            Assert.Equal(model.Select(x => x.Number).Order(), queue.Order());
        }
    }, iter: 500);
}
