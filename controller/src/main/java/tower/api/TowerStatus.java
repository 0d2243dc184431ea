package tower.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.core.Outlook;
import tower.core.PortalUse;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Layout;
import tower.model.MaintenanceWindow;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Portal;
import tower.model.Reason;

/** The tower as a whole: does it work, why not, what is free. */
final class TowerStatus {
  /**
   * As it is sent.
   *
   * @param maintenanceWindows the planned maintenance that is on and the next
   */
  record View(
      String tower,
      String state,
      String mode,
      boolean taking,
      List<Reason> reasons,
      List<SizeClasses.Capacity> capacity,
      List<PortalView> portals,
      Queue queue,
      List<MaintenanceWindow.Span> maintenanceWindows) {}

  /**
   * A portal.
   *
   * @param phase whose it is: shut, opening, open, closing, unconfirmed
   * @param user the pickup or intake it is kept for, null when free
   */
  record PortalView(String id, String phase, @Nullable String user) {}

  /**
   * What is open.
   *
   * @param pickups open pickups whose car is in the tower's hands
   * @param pickupsWaiting of these, not begun
   * @param intakes open intakes
   * @param intakesWaiting of these, without a portal
   * @param line what the machine is at and what it is to do, first to do first
   */
  record Queue(
      long pickups,
      long pickupsWaiting,
      long intakes,
      long intakesWaiting,
      List<Outlook.InLine> line) {}

  /** Written once a snapshot, however many ask. */
  private record Shown(Snapshot of, Reply reply) {}

  private volatile @Nullable Shown shown;
  private final Layout layout;
  private final Supplier<Snapshot> snapshots;
  private final SizeClasses sizes;

  TowerStatus(Layout layout, Supplier<Snapshot> snapshots, SizeClasses sizes) {
    this.layout = layout;
    this.snapshots = snapshots;
    this.sizes = sizes;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/tower", Reply.JSON, this::tower));
  }

  // Identity is meant: a snapshot is rendered once.
  @SuppressWarnings("ReferenceEquality")
  private Reply tower(Call call) {
    Query.of(call).refuseIfWrong();
    Snapshot now = snapshots.get();
    Shown last = shown;
    if (last == null || last.of() != now) {
      last = new Shown(now, Reply.json(200, view(now)));
      shown = last;
    }
    return last.reply();
  }

  View view(Snapshot now) {
    Snapshot.Live live = now.live();
    return new View(
        layout.towerId(),
        live.state(),
        live.mode(),
        live.taking(),
        Stream.concat(live.reasons().stream(), now.outlook().lacks().stream()).toList(),
        sizes.capacity(now.facts()),
        layout.portals().stream().map(p -> portal(p, now.facts())).toList(),
        queue(now.facts(), now.outlook().line()),
        now.outlook().maintenance());
  }

  private static PortalView portal(Portal portal, Ledger facts) {
    PortalUse use = facts.portals().get(portal.id());
    return use == null
        ? new PortalView(portal.id(), "unconfirmed", null)
        : new PortalView(portal.id(), use.phase().name().toLowerCase(Locale.ROOT), use.user());
  }

  static Queue queue(Ledger facts, List<Outlook.InLine> line) {
    Collection<Pickup> pickups = facts.pickups().values();
    Collection<Intake> intakes = facts.intakes().values();
    return new Queue(
        pickups.stream().filter(p -> !p.state().terminal() && !p.lent()).count(),
        pickups.stream().filter(p -> p.state() == PickupState.QUEUED).count(),
        intakes.stream().filter(i -> !i.state().terminal()).count(),
        intakes.stream().filter(i -> i.state() == IntakeState.QUEUED).count(),
        line);
  }
}
