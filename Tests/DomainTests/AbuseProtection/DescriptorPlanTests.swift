import Testing

@testable import Domain

struct DescriptorPlanTests {
    private let plan = DescriptorPlan(inUse: 20, reserve: 30)

    @Test(arguments: [
        (40, nil), (53, nil), (54, 4), (64, 14), (1024, 974), (4145, 4095), (4146, 4096), (1_000_000, 4096),
    ])
    func `connections get the descriptors that the daemon does not need`(limit: Int, connections: Int?) {
        #expect(plan.connections(below: limit) == connections)
    }

    @Test func `wanted and minimum limits allow the max and min number of connections`() {
        #expect(plan.connections(below: plan.wanted) == DescriptorPlan.maxConnections)
        #expect(plan.connections(below: plan.minimum) == DescriptorPlan.minConnections)
        #expect(plan.connections(below: plan.minimum - 1) == nil)
    }
}
