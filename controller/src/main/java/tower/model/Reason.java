package tower.model;

/**
 * Why something is as it is, for people and for clients.
 *
 * @param code stable kebab-case code
 * @param text one sentence: what, with inputs, values and ages
 * @param clearing what ends it, as an instruction
 */
public record Reason(String code, String text, String clearing) {}
