package tower.simulator.check;

/**
 * Somebody asks for what he may not have.
 *
 * @param key what stands for the request
 * @param who his name in the tower's list of clients; empty for somebody who is not in it, or whose
 *     time is over
 * @param voucher the number of the voucher that he brings, empty for none
 */
public record Intrusion(String key, String who, String voucher) {}
