package tower.api;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tower.core.Problem;

/** The page behind each problem's {@code type}: what happened and what to do, readable offline. */
final class ProblemPages {
  /** What to do. Text only, no markup. */
  private static final Map<Problem, String> REMEDIES =
      Map.ofEntries(
          entry(
              Problem.MALFORMED,
              "Send what openapi.yaml describes: HTTP/1.1 with a valid path, query and headers, and a body that is one JSON object in UTF-8, without duplicate members and without text after it."),
          entry(
              Problem.MISSING_IDEMPOTENCY_KEY,
              "Send one Idempotency-Key header with every POST: 1 to 128 visible ASCII characters, new for every new wish and the same for every repeat of it."),
          entry(
              Problem.INVALID_FIELD,
              "The member errors lists every field that is not acceptable and what is expected in its place. Correct all of them and send the request again."),
          entry(
              Problem.KEY_REUSED,
              "The key belongs to another request, which keeps its answer. Use a new key for a new wish; to repeat the old one, send exactly its body."),
          entry(
              Problem.REQUEST_IN_PROGRESS,
              "An earlier request with this key is being decided. Repeat after the seconds in Retry-After with the same key; the answer will be that of the first."),
          entry(
              Problem.UNAUTHENTICATED,
              "Send the header Authorization: Bearer and your key, or show a client certificate of the authority that the tower's configuration names. The detail says what was wrong. Whoever runs the tower makes keys with tower-controller keygen and lists them in the file of its clients."),
          entry(
              Problem.MISSING_SCOPE,
              "The detail names the scope that is missing. openapi.yaml names the scope of every operation; whoever runs the tower grants it in the file of its clients. Settling a pickup and releasing a withheld car are a supervisor's."),
          entry(
              Problem.TOO_MANY_REQUESTS,
              "Each credential, and each address that has shown none, may ask so often a second, with two seconds' worth at once. Repeat after the seconds in Retry-After, with the same Idempotency-Key. Listen to /v1/events/stream in the place of asking again and again."),
          entry(
              Problem.TOO_MANY_CONNECTIONS,
              "A credential has at most 64 connections at a time, and an address opens no more of them a second than it may ask. Keep a few open and use them again; this one is closed."),
          entry(
              Problem.NOT_FOUND,
              "Check the path against openapi.yaml and the id against the one that the tower answered when the resource was made."),
          entry(
              Problem.METHOD_NOT_ALLOWED,
              "The header Allow names the methods that this resource takes."),
          entry(
              Problem.NOT_ACCEPTABLE,
              "Accept application/json, or what openapi.yaml names for the resource, or leave the Accept header out. Only the event stream wants its text/event-stream to be named."),
          entry(
              Problem.TOO_LARGE,
              "A request body has at most 16 KiB. No request of this contract needs more."),
          entry(
              Problem.TOO_SLOW,
              "A request must arrive whole within ten seconds after it began. Check the line between shop and tower, then send it again with the same key."),
          entry(
              Problem.HEADERS_TOO_LARGE,
              "Request line and headers together have at most 8 KiB. Leave out what the tower does not read, such as cookies."),
          entry(
              Problem.UNSUPPORTED_MEDIA_TYPE,
              "Send the body with Content-Type: application/json, in UTF-8 and without a Content-Encoding."),
          entry(
              Problem.UNKNOWN_VEHICLE,
              "List /v1/vehicles to see the cars of this tower. A car that an intake has announced is known only when it has come in."),
          entry(
              Problem.VOUCHER_NOT_GENUINE,
              "The detail names what is wrong with the voucher. Sign it as the developer's guide says: a compact JWS of at most 2 KiB, EdDSA, for this tower, with a key of the list that the tower has. GET /v1/keys shows the list."),
          entry(
              Problem.VOUCHER_MISMATCH,
              "The request and its voucher must name the same car and purpose, and the times of the request must end within the voucher's exp."),
          entry(
              Problem.VOUCHER_USED,
              "One voucher makes one pickup, whatever became of it. The detail names that pickup. Sign a new voucher for a new one."),
          entry(
              Problem.VOUCHER_REVOKED,
              "The shop's own list of keys names this voucher, or the key that signed it, as revoked. Sign a new voucher with a key of the list."),
          entry(Problem.VOUCHER_EXPIRED, "Now is later than the voucher's exp. Sign a new one."),
          entry(
              Problem.VOUCHER_TOO_EARLY,
              "Now is earlier than the voucher's nbf. Send it again then; a pickup for a later time has its readyAt in the request, and its voucher may be valid from now on."),
          entry(
              Problem.NO_KEYS,
              "The tower cannot tell a genuine voucher before it has the list of the shop's keys, signed by the root key in its configuration. Send it with POST /v1/keys."),
          entry(
              Problem.KEYS_REFUSED,
              "The detail names what is wrong with the list: it must be signed by a root key of the tower's configuration, for this tower or for all, and its version must be higher than the one that the tower has."),
          entry(
              Problem.CLOCK_NOT_TRUSTED,
              "The tower's board has no battery clock and was not told the time by the network yet. A voucher whose nbf is no later than its iat needs no clock."),
          entry(
              Problem.VEHICLE_RESERVED,
              "Another open pickup has this car. Offer another one, or wait until that pickup has ended without taking the car."),
          entry(
              Problem.VEHICLE_QUARANTINED,
              "The tower does not know surely where this car is. A technician must look and confirm its place before it can be offered again."),
          entry(
              Problem.VEHICLE_OUT,
              "The car is with a customer or a service and is to come back. The pickup that is named has its dueBackAt. Offer another car, or wait for the event pickup.returned."),
          entry(
              Problem.VEHICLE_NOT_OUT,
              "Only a car that was lent can come back, and with the purpose that goes with how it left: test-drive-return after test-drive, service-return after service. A new car is a restock."),
          entry(
              Problem.VEHICLE_WITHHELD,
              "The car came back with damage. When it has been looked at, release it with POST /v1/vehicles/{vin}/release."),
          entry(
              Problem.ALREADY_EXPIRED,
              "The expiresAt or dueBackAt of the pickup, as the detail says, lies in the past. Agree a new time with the customer and send a new pickup."),
          entry(
              Problem.NOTHING_TO_SETTLE,
              "A settlement ends a pickup that is owed, or a lent car that does not come back. Not delivered can be settled only when the car stands in a bay, delivered only when it does not stand in the tower: let a technician bring the car where the settlement says. An intake is settled only while it is on hold and its car is seen in a shut portal that nobody uses."),
          entry(
              Problem.VEHICLE_PRESENT,
              "A car with this VIN is in the tower or announced by an open intake. Check the VIN. A car that is missing can be announced again as soon as an intake of it that is on hold is cancelled."),
          entry(
              Problem.DOES_NOT_FIT,
              "The car is higher, longer, wider or heavier than every bay allows. The capacity in /v1/tower names the limits."),
          entry(
              Problem.CHARGE_TOO_HIGH,
              "A battery that burns gives off the more heat the fuller it is, so the tower's configuration limits the charge of the cars that it stores (intake.max_charge_percent). Drive the car until less is left, then announce it again with its chargePercent."),
          entry(
              Problem.NO_FREE_BAY,
              "All bays that fit are taken or kept. Send the intake again when a car of this size has left."),
          entry(
              Problem.MAINTENANCE_WINDOW,
              "The detail names when the maintenance ends. Ask again then, or now with a readyAt from then on. GET /v1/tower lists the maintenanceWindows of the next 14 days, and GET /v1/availability tells beforehand whether a time is free, and in againAt when the next one is."),
          entry(
              Problem.TOO_LATE_TO_CANCEL,
              "The code was accepted or the car came in; the doors belong to a person now. Let it end, then ask for the contrary: an intake after a pickup, a pickup after an intake."),
          entry(
              Problem.ALREADY_ENDED,
              "It has its final state, which never changes. Read it with GET."),
          entry(
              Problem.NOT_STAGED,
              "The customer can enter the code when the state is staged. Read the state with GET and repeat with a new key then."),
          entry(
              Problem.WEBHOOK_DISABLED,
              "Nothing is sent to this webhook. If it answered 410, enable it with POST /v1/webhooks/{name}/enabling when it takes events again; if the tower's configuration disables it or has it no more, a technician must change that."),
          entry(
              Problem.WRONG_CODE,
              "The code does not belong to this pickup. Let the customer enter it again, with a new Idempotency-Key; five wrong codes end the pickup and the car goes back to a bay."),
          entry(
              Problem.NO_TRIES_LEFT,
              "Five wrong codes were entered. The car goes back to a bay; verify who the customer is and ask for a new pickup."),
          entry(
              Problem.EVENTS_RESET,
              "The sequence that was asked for lies beyond the end of the tower's journal: an older database was put back. Forget what was told after that end, read /v1/pickups, /v1/intakes and /v1/vehicles, and go on after the sequence that detail names."),
          entry(
              Problem.WRONG_HOST,
              "With access development nobody shows a key, so only requests for this machine are answered: a page of the web that has its own name lead here must not command the tower. Ask for 127.0.0.1, localhost, or the host of [api]."),
          entry(
              Problem.TOO_MANY_OWN_STREAMS,
              "One client has at most 8 of the 20 event streams of a listener, so that others find a place. Close those that you do not read, share one among your processes, or read GET /v1/events page by page; then repeat after the seconds in Retry-After."),
          entry(
              Problem.TOO_MANY_STREAMS,
              "Twenty clients listen to events. Close streams that nobody needs, or ask /v1/events now and then. Repeat after the seconds in Retry-After: the place of a client that has gone is free at once."),
          entry(
              Problem.TOO_MANY_OPEN,
              "The tower keeps a limited number of open pickups and intakes. Repeat when one of them has ended."),
          entry(
              Problem.INBOX_FULL,
              "More requests came at once than the tower decides at a time. Nothing was changed. Repeat after the seconds in Retry-After with the same key."),
          entry(
              Problem.STORE_FULL,
              "The tower writes down everything before it does it, and its disk is full. A technician must free space; nothing was changed."),
          entry(
              Problem.STORE_SLOW,
              "The tower writes down everything before it does it, and its disk takes too long. Repeat later with the same key; if it stays, a technician must look at the disk."),
          entry(
              Problem.NOT_TAKING,
              "The tower is not ready: /v1/tower names the reasons and what ends each of them. Running pickups go on as far as they can."),
          entry(
              Problem.TIMED_OUT,
              "The decision took longer than the client may wait, and may still come. Repeat with the same key and body: the tower never does one key twice."),
          entry(
              Problem.INTERNAL,
              "A bug. Give the requestId to the technician, whose log has the cause under it. Repeating with the same key is safe."));

  private static final Map<String, ProblemStory> STORIES = ProblemStory.read();

  private ProblemPages() {}

  static Reply page(Call call) {
    String code = call.parameter("code");
    Problem problem =
        Arrays.stream(Problem.values())
            .filter(p -> p.code().equals(code))
            .findFirst()
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "no problem has this code"));
    return Reply.text("text/html", html(problem));
  }

  /** All of them, by who can clear them. */
  static Reply index(Call call) {
    StringBuilder rows = new StringBuilder();
    for (Problem problem : Problem.values()) {
      rows.append(
          """
          <tr><td><a href="/problems/%1$s"><code>%1$s</code></a></td><td>%2$d</td><td>%3$s</td>\
          <td>%4$s</td><td>%5$s</td></tr>
          """
              .formatted(
                  problem.code(),
                  problem.status(),
                  problem.title(),
                  problem.clearing().name().toLowerCase(Locale.ROOT),
                  problem.retryable() ? "yes" : "no"));
    }
    String body =
        """
        <h1>Problems</h1>
        <p>Every way in which this tower refuses a request. Each has a page with its cause and remedy.</p>
        <table>
        <tr><th>code</th><th>status</th><th>what happened</th><th>cleared by</th><th>retry helps</th></tr>
        """
            + rows
            + "</table>";
    return Reply.text("text/html", document("Problems", body));
  }

  private static String html(Problem problem) {
    ProblemStory story = story(problem);
    String body =
        """
        <h1>%2$s</h1>
        <p>Code <code>%1$s</code>, status %3$d. %4$s <a href="/problems">All problems</a></p>
        <h2>Why</h2>
        <p>%5$s</p>
        <h2>What the shop does</h2>
        <p>%6$s</p>
        <h2>What a technician does</h2>
        <p>%7$s</p>
        <h2>Does a retry help</h2>
        <p>%8$s</p>
        <h2>Example</h2>
        <pre>%9$s</pre>\
        """
            .formatted(
                problem.code(),
                problem.title(),
                problem.status(),
                whoClears(problem),
                escaped(story.why()),
                escaped(remedy(problem)),
                escaped(story.technician()),
                retry(problem),
                escaped(example(problem, story)));
    return document(problem.code(), body);
  }

  private static String document(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%s</title>
    %s
    </html>
    """
        .formatted(title, body);
  }

  private static String retry(Problem problem) {
    if (!problem.retryable()) {
      return "No: the same request gets the same answer. A changed one is a new wish and needs a new"
          + " Idempotency-Key.";
    }
    return switch (problem.clearing()) {
      case WAIT ->
          "Yes: send the same request with the same Idempotency-Key after the seconds in Retry-After.";
      case SHOP ->
          "Yes, when the shop has done what is said above: the same request with the same"
              + " Idempotency-Key.";
      case TECHNICIAN ->
          "Yes, when a person at the tower has cleared it: the same request with the same"
              + " Idempotency-Key. Wait longer from time to time, up to a minute.";
    };
  }

  /** As the tower writes it, a member a line. */
  private static String example(Problem problem, ProblemStory story) {
    String requestId = "r-17";
    return Problems.reply(requestId, problem, story.example())
        .body()
        .replace("{\"", "{\n  \"")
        .replace(",\"", ",\n  \"")
        .replace("}", "\n}");
  }

  private static String whoClears(Problem problem) {
    return switch (problem.clearing()) {
      case SHOP -> "The shop clears it.";
      case TECHNICIAN -> "A technician at the tower clears it.";
      case WAIT -> "Time clears it.";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String remedy(Problem problem) {
    String remedy = REMEDIES.get(problem);
    if (remedy == null) {
      throw new IllegalStateException("no page tells what to do about " + problem.code());
    }
    return remedy;
  }

  static ProblemStory story(Problem problem) {
    ProblemStory story = STORIES.get(problem.code());
    if (story == null) {
      throw new IllegalStateException("problems.txt tells nothing of " + problem.code());
    }
    return story;
  }

  /** The codes that problems.txt tells of. */
  static Set<String> told() {
    return STORIES.keySet();
  }
}
