package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.graph.Endings;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Table;
import org.recurve.compute.link.ChainTable;
import org.recurve.compute.link.Role;
import org.recurve.compute.link.Start;
import org.recurve.compute.link.WeightTable;

/** Turns a schedule into instructions, giving each value memory when it is made and taking it back after its last use. */
final class Planner {
    private final Shop shop;
    private final Schedule schedule;
    private final Map<Node, Slot> slots;
    private final Map<Integer, Integer> users = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Node> described = new ArrayList<>();

    /**
     * @param shop what all planners of one plan share
     * @param slots where values lie that are there already; grows by what is planned
     */
    Planner(Shop shop, Schedule schedule, Map<Node, Slot> slots) {
        this.shop = shop;
        this.schedule = schedule;
        this.slots = slots;
    }

    List<Instruction> plan() {
        int step = 0;
        while (step < schedule.steps().size()) {
            List<Node> nodes = ofOnePitch(schedule.together(step, shop.grain()));
            Instruction instruction = nodes.size() > 1 ? weightSum(nodes) : instruction(nodes.getFirst(), step);
            if (!instruction.byBlock()) {
                shop.allPassed();
            }
            instructions.add(instruction);
            described.add(nodes.getLast());
            for (Node node : nodes) {
                releaseAfter(node, step++);
            }
        }
        return instructions;
    }

    private void releaseAfter(Node node, int step) {
        for (Node read : Schedule.reads(node, schedule.fusion())) {
            if (schedule.lastUse().getOrDefault(read, -1) == step) {
                release(read);
            }
        }
    }

    /** The nodes that the instructions compute, in their order. */
    List<Node> described() {
        return described;
    }

    // Memory.

    private Slot slot(Node node) {
        Node of = Reading.of(node, schedule.fusion()).of();
        Slot known = slots.get(of);
        if (known == null) {
            known = switch (of.op()) {
                case Op.Fill(float value, int rows) -> shop.constant(of);
                case Op.Literal literal -> shop.constant(of);
                default -> throw new IllegalStateException("read before it was made: " + of);
            };
            slots.put(of, known);
        }
        return known;
    }

    private Slot make(Node node) {
        Slot slot = shop.fixed(node).orElseGet(() -> shop.take(node.rows(), node.shared()));
        hold(node, slot);
        return slot;
    }

    /** Memory for a source, to be filled before a run. */
    Slot give(Node source) {
        return make(source);
    }

    private void hold(Node node, Slot slot) {
        slots.put(node, slot);
        if (slot.space() == Space.ARENA && !slot.isStep()) {
            users.merge(slot.offset(), 1, Integer::sum);
        }
    }

    private void release(Node node) {
        Slot slot = slots.get(node);
        if (slot != null && slot.space() == Space.ARENA && !slot.isStep() && users.containsKey(slot.offset())) {
            if (users.merge(slot.offset(), -1, Integer::sum) == 0) {
                users.remove(slot.offset());
                shop.retire(slot);
            }
        }
    }

    /** Gives back what lived to the end. */
    void releaseRoots(List<Node> roots) {
        roots.forEach(this::release);
    }

    // Instructions.

    private Instruction instruction(Node node, int step) {
        return switch (node.op()) {
            case Op.Apply apply -> chained(node, step);
            case Op.Linear(var geometry, var role) when role == Role.WEIGHT -> weightSum(List.of(node));
            case Op.Linear linear -> contraction(node, linear, step);
            case Op.Route(Table table) ->
                new Instructions.Routed(shop.kernels().rows(), shop.lists(table), slot(node.input(0)), make(node));
            case Op.Join join ->
                new Instructions.Joined(node.inputs().stream().map(this::slot).toList(), make(node));
            case Op.Argmax(Table table) ->
                new Instructions.Largest(
                        shop.kernels().rows(), shop.lists(table), slot(node.input(0)), shop.waste(node), make(node));
            case Op.Pick(Table table) -> pick(node, table);
            case Op.Place(Table table) -> place(node, table);
            case Op.Collect(Table table) ->
                new Instructions.Collected(table, slot(node.input(0)), slot(node.input(1)), make(node));
            case Op.BatchSum sum -> new Instructions.Summed(shop.kernels().rows(), slot(node.input(0)), make(node));
            case Op.Spread spread -> new Instructions.Spreading(slot(node.input(0)), make(node));
            case Op.Stop stop -> new Instructions.Joined(List.of(slot(node.input(0))), make(node));
            case Op.Scan scan ->
                new LoopPlanner(shop, this::slot, of -> dying(of, step), this::hold, this::unreadBehind)
                        .plan(node, scan, readings(node));
            default -> throw new IllegalStateException("has no instruction: " + node);
        };
    }

    private List<Node> readings(Node scan) {
        return schedule.ordered().stream()
                .filter(node -> node.inputs().contains(scan))
                .toList();
    }

    private Instruction chained(Node node, int step) {
        Passes pass = Passes.of(node, schedule.fusion());
        List<org.recurve.compute.elementwise.Operand> inputs = new ArrayList<>();
        for (Reading reading : pass.inputs()) {
            var operand = slot(reading.of()).operand();
            inputs.add(reading.mapped() ? operand.through(reading.map()) : operand);
        }
        Slot target = inPlace(node, pass, step);
        return new Instructions.Chained(
                shop.kernel(pass.chain()),
                inputs.toArray(org.recurve.compute.elementwise.Operand[]::new),
                new org.recurve.compute.elementwise.Operand[] {target.operand()},
                node.rows(),
                node.shared());
    }

    /** The slot of an input that dies here and is read only row by row, or a new one. */
    private Slot inPlace(Node node, Passes pass, int step) {
        if (shop.fixed(node).isEmpty()) {
            for (Reading reading : pass.inputs()) {
                Node of = reading.of();
                Slot slot = slot(of);
                boolean once = pass.inputs().stream().filter(r -> r.of() == of).count() == 1;
                if (!reading.mapped()
                        && once
                        && of.rows() == node.rows()
                        && of.shared() == node.shared()
                        && schedule.lastUse().getOrDefault(of, -1) == step
                        && slot.space() == Space.ARENA
                        && users.getOrDefault(slot.offset(), 0) == 1) {
                    hold(node, slot);
                    return slot;
                }
            }
        }
        return make(node);
    }

    /** Where a value lies that this step is the last to read, and that has its memory for itself. */
    private Optional<Slot> dying(Node node, int step) {
        return Optional.of(slot(node))
                .filter(slot -> schedule.lastUse().getOrDefault(node, -1) == step
                        && slot.space() == Space.ARENA
                        && !slot.isStep()
                        && !slot.shared()
                        && users.getOrDefault(slot.offset(), 0) == 1);
    }

    /** As many of these as one instruction can compute: the kernel goes through the blocks of all y in equal steps. */
    private List<Node> ofOnePitch(List<Node> siblings) {
        int end = 1;
        while (end < siblings.size() && pitch(siblings.get(end)) == pitch(siblings.getFirst())) {
            end++;
        }
        return siblings.subList(0, end);
    }

    private int pitch(Node weightSum) {
        return slot(weightSum.input(1)).blockStride();
    }

    private Instruction weightSum(List<Node> nodes) {
        Op.Linear linear = (Op.Linear) nodes.getFirst().op();
        return new Instructions.WeightSum(
                shop.kernels().links(),
                WeightTable.of(linear.geometry()),
                slot(nodes.getFirst().input(0)),
                nodes.stream().map(node -> slot(node.input(1))).toList(),
                ending(nodes),
                nodes.stream().map(this::make).toList());
    }

    /** Behind which end all that these add up is zero. */
    private Ending ending(List<Node> weightSums) {
        List<Optional<Endings.End>> ends = weightSums.stream()
                .map(node -> shop.endings().zeroBehind(node.input(1)))
                .distinct()
                .toList();
        return ending(ends.size() == 1 ? ends.getFirst() : Optional.empty(), false, weightSums.getFirst());
    }

    /** Behind which end a contraction need not be computed: it is zero there, or only scans read it. */
    private Ending ending(Node contraction) {
        Optional<Endings.End> unread = unreadBehind(contraction);
        Optional<Endings.End> zero = unread.or(() -> shop.endings().zeroBehind(contraction));
        return ending(zero, unread.isEmpty(), contraction);
    }

    private Optional<Endings.End> unreadBehind(Node node) {
        return schedule.lastUse().getOrDefault(node, -1) == Integer.MAX_VALUE
                ? Optional.empty()
                : shop.endings().unreadBehind(node, schedule.fusion().consumers(node));
    }

    private Ending ending(Optional<Endings.End> end, boolean read, Node linear) {
        Op.Linear op = (Op.Linear) linear.op();
        return end.filter(e -> op.geometry().prefix() % e.steps() == 0)
                .map(e -> Ending.of(e, read, this::slot))
                .orElse(Ending.LAST);
    }

    private Instruction contraction(Node node, Op.Linear linear, int step) {
        ChainTable table = ChainTable.of(linear.geometry(), linear.role());
        Slot weights = slot(node.input(0));
        Slot source = slot(node.input(1));
        if (node.inputs().size() < 3) {
            return new Instructions.Contraction(
                    shop.kernels().links(), table, weights, source, Start.Form.ZERO, weights, ending(node), make(node));
        }
        Slot start = slot(node.input(2));
        Start.Form form = !start.shared()
                ? Start.Form.EXAMPLE
                : start.rows() == linear.geometry().filters() ? Start.Form.CHANNEL : Start.Form.ROW;
        return new Instructions.Contraction(
                shop.kernels().links(), table, weights, source, form, start, ending(node), make(node));
    }

    private Instruction pick(Node node, Table table) {
        Node choice = node.input(1);
        if (Schedule.takesLargest(node, choice)) {
            Slot chosen = slots.containsKey(choice) ? slots.get(choice) : make(choice);
            return new Instructions.Largest(
                    shop.kernels().rows(), shop.lists(table), slot(node.input(0)), make(node), chosen);
        }
        return new Instructions.Picked(table, slot(node.input(0)), slot(choice), make(node));
    }

    private Instruction place(Node node, Table table) {
        Slot source = slot(node.input(0));
        Slot choice = slot(node.input(1));
        boolean alike = source.shared() == choice.shared();
        return alike && table instanceof Table.Listed
                ? new Instructions.Placed(shop.kernels().rows(), shop.transposed(table), source, choice, make(node))
                : new Instructions.Scattered(table, source, choice, make(node));
    }
}
