package tower.api;

import tower.core.Problem;
import tower.model.Reason;

/** Where a client's stream begins, as its call asks for it. */
sealed interface StreamStart {
  /** With a snapshot, and why. */
  record Fresh(Reason why) implements StreamStart {}

  /** With what came after a sequence of the journal. */
  record After(long seq) implements StreamStart {}

  Reason OPENED = new Reason("opened", "The stream begins with what is open now.", "nothing to do");
  Reason UNKNOWN_POSITION =
      new Reason(
          "unknown-position",
          "The Last-Event-ID is none that this tower gives.",
          "take the ids of the stream as they are");
  Reason EVENTS_RESET =
      new Reason(
          "events-reset",
          "The client has seen events that this tower does not have: an older database was put back.",
          "trust this snapshot and forget what was told later");
  Reason TOO_FAR_BEHIND =
      new Reason(
          "too-far-behind",
          "More has happened since than a stream repeats.",
          "read the events between from /v1/events?after=");
  Reason TOO_SLOW =
      new Reason(
          "too-slow",
          "Events came faster than this client read them.",
          "read the events between from /v1/events?after=");

  /**
   * The beginning that a call asks for. A browser that calls again sends the header beside the
   * query of its first call: the header is newer.
   *
   * @throws Refusal when the call is not one for a stream
   */
  static StreamStart of(Call call) {
    if (!Accept.names(call.accept(), Sse.MEDIA_TYPE)) {
      throw new Refusal(
          Problem.NOT_ACCEPTABLE, "the stream wants the header Accept: " + Sse.MEDIA_TYPE);
    }
    Query query = Query.of(call, "after");
    long after = query.sequence("after");
    query.refuseIfWrong();
    String last = call.lastEventId();
    if (last != null) {
      return last.matches(Query.SEQUENCE)
          ? new After(Long.parseLong(last))
          : new Fresh(UNKNOWN_POSITION);
    }
    return query.text("after") == null ? new Fresh(OPENED) : new After(after);
  }
}
