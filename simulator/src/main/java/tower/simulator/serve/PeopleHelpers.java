package tower.simulator.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Vehicle;
import tower.simulator.plant.Car;
import tower.simulator.plant.People;
import tower.simulator.world.World;

/** Helpers about people: customers, drivers, and whoever stands at the panel. */
final class PeopleHelpers {
  private final Stage stage;
  private final Visitors visitors;

  PeopleHelpers(Stage stage, Visitors visitors) {
    this.stage = stage;
    this.visitors = visitors;
  }

  /** What can be asked of them, by name. */
  Map<String, Consumer<Body>> deeds() {
    Map<String, Consumer<Body>> deeds = new LinkedHashMap<>();
    deeds.put("customer-collects", body -> customer(body, Visitors.What.COMES));
    deeds.put("customer-never-comes", body -> customer(body, Visitors.What.NEVER_COMES));
    deeds.put("customer-leaves-half", body -> customer(body, Visitors.What.LEAVES_HALF));
    deeds.put("driver-brings", this::brings);
    deeds.put("driver-never-comes", this::neverComes);
    deeds.put("emergency-stop", body -> press(body, People::eStop));
    deeds.put("reset", body -> press(body, this::releaseAndReset));
    deeds.put("resume", body -> press(body, People::resume));
    deeds.put("confirm", this::confirm);
    return deeds;
  }

  /** Whoever resets has first pulled the emergency stop out, and has one hand for both. */
  private void releaseAndReset(People people) {
    people.releaseEStop();
    stage.world().in(World.SECOND, people::reset);
  }

  private void press(Body body, Consumer<People> button) {
    body.done();
    button.accept(stage.tower().people());
  }

  private void confirm(Body body) {
    int portal = stage.portal(body);
    body.done();
    stage.tower().people().confirm(portal);
  }

  private void customer(Body body, Visitors.What what) {
    String id = body.text("pickup");
    body.done();
    Pickup pickup = stage.facts().pickups().get(id);
    if (pickup == null) {
      throw new Answers.Refused(Problem.NOT_FOUND, "there is no pickup of this id");
    }
    if (pickup.state().terminal()) {
      throw new Answers.Refused(Problem.ALREADY_ENDED, "the pickup is " + pickup.state().key());
    }
    visitors.say(id, new Visitors.Word(what, null));
  }

  private void neverComes(Body body) {
    String id = body.text("intake");
    body.done();
    open(id);
    visitors.say(id, new Visitors.Word(Visitors.What.NEVER_COMES, null));
  }

  private Intake open(String id) {
    Intake intake = stage.facts().intakes().get(id);
    if (intake == null) {
      throw new Answers.Refused(Problem.NOT_FOUND, "there is no intake of this id");
    }
    if (intake.state().terminal()) {
      throw new Answers.Refused(Problem.ALREADY_ENDED, "the intake is " + intake.state().key());
    }
    return intake;
  }

  private boolean measures() {
    return stage.tower().plant().layout().inputs().portals().stream()
        .anyMatch(portal -> portal.contour().tooHigh() >= 0);
  }

  /** Larger than was said, and than some bay takes. */
  private boolean larger(Car car, Vehicle said) {
    return exceeds(car.heightMm(), said.heightMm(), Bay::maxHeightMm)
        || exceeds(car.lengthMm(), said.lengthMm(), Bay::maxLengthMm)
        || exceeds(car.widthMm(), said.widthMm(), Bay::maxWidthMm)
        || exceeds(car.massKg(), said.massKg(), Bay::maxMassKg);
  }

  private boolean exceeds(int is, int said, ToIntFunction<Bay> most) {
    return is > said
        && stage.tower().plant().layout().bays().stream()
            .anyMatch(bay -> is > most.applyAsInt(bay));
  }

  private void brings(Body body) {
    String id = body.text("intake");
    OptionalInt height = body.optionalNumber("heightMm", 500, 5_000);
    OptionalInt length = body.optionalNumber("lengthMm", 1_000, 10_000);
    OptionalInt width = body.optionalNumber("widthMm", 500, 4_000);
    OptionalInt mass = body.optionalNumber("massKg", 100, 10_000);
    body.done();
    Vehicle said = open(id).vehicle();
    boolean measured =
        height.isPresent() || length.isPresent() || width.isPresent() || mass.isPresent();
    @Nullable Car car = null;
    if (measured) {
      if (stage.tower().plant().car(said.vin()).isPresent()) {
        throw new Answers.Refused(
            Problem.INVALID_FIELD,
            "the tower had this car before: it cannot have another size now",
            "/intake",
            "leave the measures out");
      }
      car =
          new Car(
              said.vin(),
              height.orElse(said.heightMm()),
              length.orElse(said.lengthMm()),
              width.orElse(said.widthMm()),
              mass.orElse(said.massKg()));
      if (!measures() && larger(car, said)) {
        throw new Answers.Refused(
            Problem.INVALID_FIELD,
            "no portal of this tower measures: it would lift such a car into a bay of what was said",
            "/intake",
            "rehearse this with serve --tower tiny-4-contour, or leave the measures out");
      }
    }
    visitors.say(id, new Visitors.Word(Visitors.What.COMES, car));
  }
}
